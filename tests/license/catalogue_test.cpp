#include "tests/support/folders.hpp"

#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/license/catalogue.hpp>

namespace curate::license {
namespace {

json::Value filled_template() {
  json::Value value = *json::parse(agreement_template());
  value["id"] = "LicenseRef-ms";
  value["name"] = "Agreement of a study";
  value["notes"] = json::Value::array();
  value["agreement"]["until"] = "2030-12-31";
  return value;
}

TEST(catalogue, holds_the_eleven_licences) {
  std::vector<std::string> ids;
  for (const License &license : catalogue()) {
    ids.push_back(license.id);
    EXPECT_TRUE(license.url.starts_with("https://")) << license.id;
    EXPECT_FALSE(license.is_agreement()) << license.id;
    EXPECT_FALSE(license.can_oblige_deletion()) << license.id;
    EXPECT_TRUE(license.permits(Permission::share)) << license.id;
    EXPECT_FALSE(license.notes.empty()) << license.id;
    const bool nc = license.id.find("-NC") != std::string::npos;
    EXPECT_EQ(license.permits(Permission::commercial_use), !nc) << license.id;
    EXPECT_EQ(license.limits.contains(Limit::non_commercial), nc) << license.id;
    const bool nd = license.id.find("-ND") != std::string::npos;
    EXPECT_EQ(license.permits(Permission::adapt), !nd) << license.id;
    EXPECT_EQ(license.requires_to(Duty::attribute),
              license.id.find("BY") != std::string::npos ||
                  license.id.find("By") != std::string::npos || license.id == "ODbL-1.0")
        << license.id;
  }
  const std::vector<std::string> expected{
      "CC-BY-4.0", "CC-BY-NC-4.0",        "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-SA-4.0",
      "CC0-1.0",   "CDLA-Permissive-2.0", "DbCL-1.0",        "ODC-By-1.0",   "ODbL-1.0",
      "PDDL-1.0"};
  EXPECT_EQ(ids, expected);
}

TEST(catalogue, reads_what_it_writes) {
  for (const License &license : catalogue()) {
    const auto again = license_of(to_json(license));
    ASSERT_TRUE(again) << license.id << again.error().message;
    EXPECT_EQ(json::to_line(to_json(*again)), json::to_line(to_json(license)));
  }
  const auto agreement = license_of(filled_template());
  ASSERT_TRUE(agreement) << agreement.error().message;
  EXPECT_EQ(json::to_line(to_json(*license_of(to_json(*agreement)))),
            json::to_line(to_json(*agreement)));
}

TEST(catalogue, finds_agreements_of_the_study_once_they_are_filled_in) {
  const support::TemporaryFolder folder;
  EXPECT_EQ(find("LicenseRef-ms", folder.path()).error().code, "LICENSE-UNKNOWN");
  EXPECT_TRUE(agreements(folder.path()).empty());
  const fs::path file = folder.path() / "licenses" / "LicenseRef-ms.json";
  base::write_file(file, agreement_template(), base::Overwrite::no);
  EXPECT_EQ(find("LicenseRef-ms", folder.path()).error().code, "LICENSE-UNFILLED");
  EXPECT_THROW(agreements(folder.path()), InputError);
  base::write_file(file, json::to_text(filled_template()), base::Overwrite::yes);
  const auto found = find("licenseref-MS", folder.path());
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_TRUE(found->can_oblige_deletion());
  EXPECT_EQ(agreements(folder.path()).size(), 1U);
  EXPECT_EQ(find("cc0-1.0")->id, "CC0-1.0");
  fs::rename(file, folder.path() / "licenses" / "LicenseRef-other.json");
  EXPECT_EQ(find("LicenseRef-other", folder.path()).error().code, "LICENSE-NAME");
}

TEST(license, refuses_what_is_unknown_or_contradicts_itself) {
  const auto code_with = [](const std::function<void(json::Value &)> &change) {
    json::Value value = filled_template();
    change(value);
    const auto read = license_of(value);
    return read ? "" : read.error().code;
  };
  EXPECT_EQ(code_with([](json::Value &v) { v["permissions"].push_back("sell"); }),
            "LICENSE-SCHEMA");
  EXPECT_EQ(code_with([](json::Value &v) { v["agreement"]["modifiers"].push_back("DUO:0000099"); }),
            "LICENSE-SCHEMA");
  EXPECT_EQ(code_with([](json::Value &v) { v["agreement"]["purpose"] = "GRU"; }), "LICENSE-SCHEMA");
  EXPECT_EQ(code_with([](json::Value &v) { v["colour"] = "red"; }), "LICENSE-SCHEMA");
  EXPECT_EQ(code_with([](json::Value &v) { v["agreement"]["until"] = "2030-02-30"; }),
            "LICENSE-DATE");
  const std::string contradiction = "LICENSE-CONTRADICTION";
  EXPECT_EQ(code_with([](json::Value &v) { v["permissions"].push_back("share"); }), contradiction);
  EXPECT_EQ(code_with([](json::Value &v) { v["permissions"].push_back("commercial_use"); }),
            contradiction);
  EXPECT_EQ(code_with([](json::Value &v) {
              v["permissions"].push_back("commercial_use");
              v["limits"] = {"no_redistribution"};
            }),
            contradiction);
  EXPECT_EQ(code_with([](json::Value &v) { v["limits"].push_back("no_derivatives"); }),
            contradiction);
  EXPECT_EQ(code_with([](json::Value &v) { v["agreement"].erase("until"); }), contradiction);
  EXPECT_EQ(code_with([](json::Value &v) { v["agreement"]["regions"] = "everywhere"; }),
            contradiction);
  EXPECT_EQ(code_with([](json::Value &v) { v["agreement"]["purpose"] = "DUO:0000007"; }),
            contradiction);
  EXPECT_EQ(code_with([](json::Value &v) { v["agreement"]["diseases"] = {"MONDO:0005301"}; }),
            contradiction);
}

TEST(license, a_member_of_any_other_type_is_refused_and_no_more) {
  const json::Value others = *json::parse(
      R"([null, true, 0, -1, 1e300, "", "x", [], [null], [[]], ["DE", 3], {}, {"a": 1}])");
  const json::Value whole = filled_template();
  const auto try_all = [&](const std::function<json::Value &(json::Value &)> &place) {
    for (const json::Value &other : others) {
      json::Value value = whole;
      place(value) = other;
      const auto read = license_of(value);
      EXPECT_TRUE(!read || other.is_array() || other == "x") << value;
    }
  };
  for (const auto &[name, was] : whole.items())
    try_all([&name = name](json::Value &value) -> json::Value & { return value[name]; });
  for (const auto &[name, was] : whole["agreement"].items())
    try_all(
        [&name = name](json::Value &value) -> json::Value & { return value["agreement"][name]; });
  for (const json::Value &other : others)
    EXPECT_FALSE(license_of(other)) << other;
}

} // namespace
} // namespace curate::license
