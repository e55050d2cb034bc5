#include <libcurate/conversion/removal_json.hpp>

namespace curate::conversion {

json::Value json_of(const face::Removal &removal) {
  json::Value value;
  value["right_eye"] = removal.right_eye_ras_mm;
  value["left_eye"] = removal.left_eye_ras_mm;
  value["right_ear"] = removal.right_ear_ras_mm;
  value["left_ear"] = removal.left_ear_ras_mm;
  value["right"] = removal.right;
  value["forward"] = removal.forward;
  value["up"] = removal.up;
  value["atlas_to_subject"] = json::Value::array();
  for (const auto &row : removal.atlas_to_subject.m)
    for (const double number : row)
      value["atlas_to_subject"].push_back(number);
  // As doubles: a float's shortest text would be another number when it is read.
  value["brain_reach"] = json::Value::array();
  for (const float reach : removal.brain.reach_mm())
    value["brain_reach"].push_back(static_cast<double>(reach));
  value["brain_margin"] = removal.brain_margin_mm;
  value["eye_margin"] = removal.eye_margin_mm;
  value["keep_eyes"] = removal.keep_eyes;
  value["widened"] = removal.widened;
  return value;
}

face::Removal removal_from(const json::Value &value) {
  const auto point = [&](const char *name) { return value.at(name).get<Vec3>(); };
  face::Removal removal;
  removal.right_eye_ras_mm = point("right_eye");
  removal.left_eye_ras_mm = point("left_eye");
  removal.right_ear_ras_mm = point("right_ear");
  removal.left_ear_ras_mm = point("left_ear");
  removal.right = point("right");
  removal.forward = point("forward");
  removal.up = point("up");
  const auto &affine = value.at("atlas_to_subject");
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t column = 0; column < 4; ++column)
      removal.atlas_to_subject.m[row][column] = affine.at(row * 4 + column).get<double>();
  removal.brain = face::Hull(value.at("brain_reach").get<std::vector<float>>());
  removal.brain_margin_mm = value.at("brain_margin").get<double>();
  removal.eye_margin_mm = value.value("eye_margin", 0.0);
  removal.keep_eyes = value.at("keep_eyes").get<bool>();
  removal.widened = value.at("widened").get<int>();
  return removal;
}

} // namespace curate::conversion
