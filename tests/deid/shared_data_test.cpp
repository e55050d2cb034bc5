#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/apply.hpp>
#include <libcurate/dicom/group.hpp>
#include <libcurate/dicom/scan.hpp>
#include <tests/support/folders.hpp>
#include <tests/support/known.hpp>

namespace curate::deid {
namespace {

// Real headers of several scanners: what machines wrote stays, who was scanned goes.
TEST(apply_to_real_scans, keeps_the_scanner_and_drops_the_person) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  std::size_t made = 0, descriptions = 0;
  for (const char *set : {"dcm_qa_nih", "dcm_qa_me", "dcm_qa_pdt2", "dcm_qa_12bit", "dcm_qa_ts",
                          "dcm_qa_ge", "dcm_qa_uih", "dcm_qa_canon", "dcm_qa_enh"}) {
    const fs::path roots[] = {*data / "dicom" / set / "In"};
    if (!fs::exists(roots[0])) continue;
    for (const auto &series : dicom::group(dicom::scan(roots, 1).instances).series) {
      const auto loaded = dicom::load(series);
      const auto clean = apply(series, Profile{}, nullptr, support::scrubber_of(series));
      if (!loaded || !clean) continue;
      ++made;
      const auto &texts = clean->series.texts();
      const auto &before = loaded->texts.reveal();
      EXPECT_EQ(texts.manufacturers_model_name.text(), before.manufacturers_model_name) << set;
      EXPECT_EQ(texts.software_versions.text(), before.software_versions) << set;
      if (!texts.series_description.empty()) ++descriptions;
      for (const auto part : base::split(loaded->identity.reveal().name, '^'))
        EXPECT_TRUE(part.size() < 5 || texts.protocol_name.text().find(part) == std::string::npos)
            << set;
    }
  }
  EXPECT_GE(made, 20U);
  EXPECT_GE(descriptions, made / 2);
}

} // namespace
} // namespace curate::deid
