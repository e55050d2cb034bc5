#pragma once

#include <libcurate/dicom/first_look.hpp>
#include <libcurate/dicom/scan.hpp>

namespace curate::dicom {

/// What was seen in some files, in their order.
struct Sight {
  std::vector<Instance> instances;
  PassedOver passed_over;
  std::size_t archive_count = 0;
  Findings findings;
};

/// Looks into one file: a DICOM file, a .gz or an archive. Throws SystemError when TMPDIR is full.
void look_into(const archive::Source &file, Identities &identities, Sight &sight,
               const HeaderVisitor &visit = {});

} // namespace curate::dicom
