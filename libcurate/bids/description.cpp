#include <libcurate/base/error.hpp>
#include <libcurate/bids/dataset_files.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>

namespace curate::bids {
namespace {

constexpr const char *bids_version = "1.10.0";

json::Value object_of(const std::string &text, const char *file) {
  if (text.empty()) return json::Value::object();
  auto value = json::parse(text);
  if (!value || !value->is_object())
    throw InputError(std::string(file) +
                     " of the dataset is no JSON object; repair it or move it away");
  return std::move(*value);
}

} // namespace

DatasetFile description_of(const DatasetContent &content, const std::string &before) {
  json::Value value = object_of(before, "dataset_description.json");
  if (!value.contains("Name"))
    value["Name"] = content.name.empty() ? "Brain-imaging study" : content.name;
  value["BIDSVersion"] = bids_version;
  if (!value.contains("DatasetType")) value["DatasetType"] = "raw";
  json::Value generated = json::Value::array();
  if (value.contains("GeneratedBy") && value["GeneratedBy"].is_array())
    for (const json::Value &one : value["GeneratedBy"])
      if (!one.is_object() || one.value("Name", "") != "curate") generated.push_back(one);
  generated.push_back({{"Name", "curate"},
                       {"Version", CURATE_VERSION},
                       {"Description", "DICOM to BIDS, de-identified"}});
  value["GeneratedBy"] = generated;
  return {"dataset_description.json", json::to_text(value)};
}

DatasetFile participants_columns_of(const DatasetContent &content, const std::string &before) {
  json::Value value = object_of(before, "participants.json");
  const auto describe = [&](const char *column, json::Value description) {
    if (!value.contains(column)) value[column] = std::move(description);
  };
  describe(
      "participant_id",
      {{"Description", "Label of the participant: a keyed pseudonym, not derived from a name"}});
  if (content.has_characteristics) {
    describe("age", {{"Description", "Age at the first visit; 89 and more are given as 89+"},
                     {"Units", "year"}});
    describe("sex", {{"Description", "Sex as the scanner's patient record says"},
                     {"Levels", {{"F", "female"}, {"M", "male"}, {"O", "other"}}}});
  }
  return {"participants.json", json::to_text(value)};
}

DatasetFile readme_of(const DatasetContent &content) {
  const std::string title = content.name.empty() ? "Brain-imaging study" : content.name;
  return {
      "README",
      title + "\n\n" +
          "Brain scans in the Brain Imaging Data Structure (BIDS), https://bids.neuroimaging.io.\n"
          "The pictures were converted from DICOM by curate, which also took out what identifies\n"
          "the people in them:\n\n"
          "- Subject labels are keyed pseudonyms. The key stays with the study.\n"
          "- All dates (scans.tsv, sessions.tsv) are shifted by a number of days of each\n"
          "  participant's own. Intervals between visits and times of day are true; dates are "
          "not.\n"
          "- Sidecars hold how a picture was taken, from a list of allowed facts. Names,\n"
          "  addresses, serial numbers and free text that was not known to be harmless are not in "
          "them.\n\n"
          "Say here what the study is about, who made it, and whom to ask.\n"};
}

} // namespace curate::bids
