#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/siemens_protocol.hpp>
#include <string_view>

namespace curate::dicom::siemens {

/// Adds what the protocol says of arterial spin labelling, by the name of the sequence
/// (tSequenceFileName). Where SeriesFacts already holds the kind of labelling (0018,9250), that
/// stays. Knows Siemens' own sequences (ep2d_asl, tgse_asl of the XA line; ep2d_pasl, tgse_pasl of
/// VB to VE), those of D. Wang (ep2d_pcasl, tgse_pcasl), Oxford (to_ep2d_VEPCASL, jw_tgse_VEPCASL),
/// FAIREST and csl_818; others give nothing. Delays that cannot be told apart are left out.
/// Source: Siemens' protocol names of the values; dcm2niix' notes on Siemens ASL; ExploreASL's
/// reader of the Phoenix protocol.
void read_spin_labeling(const Protocol &protocol, SeriesFacts &facts);

/// What a volume shows by Siemens' Image Comments: LABEL, CONTROL or M0_SCAN, alone or as the last
/// word. Newer software (XA61) gives (0018,9257) one volume late.
LabelContext label_context_of(std::string_view image_comments);

} // namespace curate::dicom::siemens
