#pragma once

#include <libcurate/json/value.hpp>
#include <libcurate/verification/verify.hpp>
#include <string_view>

namespace curate::verification {

/// {"release","dataset","dataset_id","version","date","doi","recipient","access","license","terms",
/// "whole","genuine","trust","signing_key","permitted","revocations","files","bytes","revoked",
/// "citation","findings"}; null where it is not known. `release` is as the user named it.
json::Value to_json(const Verification &verification, std::string_view release);

} // namespace curate::verification
