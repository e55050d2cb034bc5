#pragma once

#include <cstdint>
#include <libcurate/dicom/vr.hpp>
#include <optional>
#include <string_view>

namespace curate::deid {

/// Whether a private element is known to hold nothing of a person, whoever fills it, and its VR (UN
/// where that is not known); nothing for all others. `element` is the low byte, wherever an archive
/// moved the block. Creators are compared without padding, letters without case. An element of any
/// nesting level. Its value still goes by its VR: text is scrubbed, UIDs are mapped, sequences are
/// gone into; Siemens CSA and Phoenix headers, and GE protocol blocks, are kept only rewritten.
/// Source: TCIA private tag knowledge base, disposition "k"; and what our readers need beyond it.
/// Cost: a binary search, and a look over the elements of one block.
std::optional<dicom::Vr> safe_private_vr(std::string_view creator, std::uint16_t group,
                                         std::uint8_t element);

} // namespace curate::deid
