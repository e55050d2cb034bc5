#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace curate::deid {

/// An ICC profile, (0028,2000), written anew: a header without maker, model, date, creator and id,
/// the tags of colour that hold numbers alone (matrices, curves, tables, white point), and a
/// neutral description and copyright, which the form asks for. All other tags go. Nothing where the
/// bytes are no profile of version 2 or 4, a tag lies outside, has another type or size than it
/// should, or none of colour is left: the element must go. Cost: linear in the tags; at most 32 MiB
/// come out. Source: ICC.1:2001-04 and ICC.1:2010 (ISO 15076-1), 7 to 10.
std::optional<std::vector<std::byte>> rewrite_icc(std::span<const std::byte> profile);

} // namespace curate::deid
