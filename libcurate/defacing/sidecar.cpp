#include <libcurate/defacing/sidecar.hpp>

#include <algorithm>
#include <libcurate/defacing/survey.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>

namespace curate::defacing {

namespace {

constexpr const char *codes = "DeidentificationMethodCodeSequence";

/// Adds the code of the option that cleans visual features. Source: DICOM PS3.16, CID 7050.
void add_code(json::Value &sidecar) {
  if (!sidecar.contains(codes) || !sidecar[codes].is_array()) return;
  for (const auto &code : sidecar[codes])
    if (code.is_object() && code.value("CodeValue", json::Value()) == "113102") return;
  sidecar[codes].push_back({{"CodeValue", "113102"},
                            {"CodeMeaning", "Clean Recognizable Visual Features Option"},
                            {"CodingSchemeDesignator", "DCM"}});
}

} // namespace

fs::path sidecar_of(const fs::path &picture) {
  return picture.parent_path() / (stem_of(picture) + ".json");
}

std::string digest_of(const nifti::UncheckedVolume &volume) {
  integrity::Sha256 sum;
  sum.add(volume.header);
  sum.add(volume.voxels.bytes);
  return integrity::hex(sum.finish());
}

Result<std::string> marked(std::string_view text, const std::string &digest,
                           const std::vector<std::string> &verdicts) {
  auto sidecar = text.empty() ? json::Value::object() : json::parse(text).value_or(json::Value());
  if (!sidecar.is_object())
    return problem("DEFACE-SIDECAR", "the JSON beside the picture cannot be read",
                   "correct it, and add \"Defaced\": true by hand");
  sidecar["Defaced"] = true;
  sidecar["DefacingMethod"] = "curate " CURATE_VERSION;
  sidecar["DefacingVerdict"] = verdicts;
  sidecar["DefacedPictureSHA256"] = digest;
  if (std::ranges::find(verdicts, "FACE-NOT-FOUND-AGAIN") != verdicts.end()) add_code(sidecar);
  return json::to_text(sidecar);
}

Claim claim_of(std::string_view text) {
  const auto sidecar = json::parse(text);
  if (!sidecar || !sidecar->is_object()) return {};
  const auto word = [&](const char *key) {
    const auto value = sidecar->value(key, json::Value());
    return value.is_string() ? value.get<std::string>() : std::string();
  };
  Claim claim;
  claim.is_defaced = sidecar->value("Defaced", json::Value()) == true &&
                     word("DefacingMethod").starts_with("curate ");
  claim.digest = word("DefacedPictureSHA256");
  return claim;
}

} // namespace curate::defacing
