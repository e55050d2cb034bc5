#include "tests/release/study_maker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/base/error.hpp>
#include <libcurate/verification/verify.hpp>

// That a release is the same whoever builds it, wherever and whenever.

namespace curate::release {
namespace {

using testing::HasSubstr;

const std::vector<Format> formats = {
    {}, archive::PackFormat::tar, archive::PackFormat::tar_zst, archive::PackFormat::zip};

Request request_with(Format format, unsigned jobs = 1) {
  auto request = request_of("1.0.0");
  request.format = format;
  request.jobs = jobs;
  return request;
}

// The bytes of a release: of its files, or of the archive.
std::map<std::string, std::string> bytes_of(const fs::path &release) {
  if (fs::is_directory(release)) return files_below(release);
  return {{release.filename().string(), base::read_file(release)}};
}

TEST(build, days_folders_and_jobs_change_no_byte) {
  std::vector<std::map<std::string, std::string>> first;
  const MadeStudy made(3);
  {
    const OnDay day("2026-03-01");
    made.everybody_consents();
    for (const auto &format : formats)
      first.push_back(bytes_of(build(made.study(), request_with(format)).path));
  }
  // The whole study at another place, on another day.
  const fs::path copy = made.beside("elsewhere/study");
  fs::create_directories(copy.parent_path());
  fs::copy(made.root(), copy, fs::copy_options::recursive);
  const OnDay day("2026-04-01");
  const auto study = study::Study::open(copy);
  for (std::size_t i = 0; i < formats.size(); ++i) {
    fs::remove_all(copy / "releases");
    const auto built = build(study, request_with(formats[i], 4));
    EXPECT_TRUE(built.is_rebuild);
    EXPECT_EQ(bytes_of(built.path), first[i]);
    EXPECT_EQ(built.description.date, "2026-03-01");
  }
}

TEST(build, a_release_is_whole_and_permitted_to_whom_receives_it) {
  const OnDay day;
  const MadeStudy made(3);
  made.everybody_consents();
  for (const auto &format : formats) {
    const auto built = build(made.study(), request_with(format));
    verification::Request request;
    request.release = built.path;
    request.key = integrity::verifying_key_of(made.study().signing_key());
    const auto verified = verification::verify(request);
    EXPECT_TRUE(verified.is_whole);
    EXPECT_TRUE(verified.is_genuine);
    for (const auto &finding : verified.findings)
      EXPECT_EQ(finding.code, "VERIFY-REVOCATIONS-ABSENT") << finding.message;
  }
}

TEST(build, what_stands_in_it) {
  const OnDay day;
  const MadeStudy made(2);
  made.everybody_consents();
  made.consent(1, all_but({consent::Kind::images, consent::Kind::clinical}), "2026-02-01");
  const auto built = build(made.study(), request_of("1.0.0"));
  const auto files = files_below(built.path);
  EXPECT_EQ(files.at("participants.tsv"),
            fmt::format("participant_id\tage\tgroup\nsub-{}\t20\tcontrol\n", made.label(0)));
  EXPECT_EQ(files.at("phenotype/edss.tsv"),
            fmt::format("participant_id\tedss\nsub-{}\t0\n", made.label(0)));
  EXPECT_THAT(files.at("CHANGES"), HasSubstr("First release: 1 person."));
  EXPECT_THAT(files.at("LICENSE"), HasSubstr("CC0-1.0"));
  EXPECT_THAT(files.at("CITATION.cff"), HasSubstr("family-names: \"Muster\""));
  EXPECT_THAT(files.at("dataset_description.json"), HasSubstr("\"License\": \"CC0-1.0\""));
  EXPECT_EQ(files.at(made.t1w(0)), made.read(made.t1w(0)));
  for (const auto &[path, text] : files)
    EXPECT_EQ((path + text).find(made.label(1)), std::string::npos) << path;
  EXPECT_EQ(built.description.left_out.at("CONSENT-KIND"), 1U);
}

TEST(build, a_recorded_version_from_other_inputs_is_refused) {
  const OnDay day;
  const MadeStudy made(2);
  made.everybody_consents();
  build(made.study(), request_of("1.0.0"));
  fs::remove_all(made.releases());
  std::string table = made.read("participants.tsv");
  table.replace(table.find("\t20\t"), 4, "\t21\t");
  made.write("participants.tsv", table);
  try {
    build(made.study(), request_of("1.0.0"));
    FAIL() << "another table was released under a recorded version";
  } catch (const PolicyError &error) {
    EXPECT_EQ(error.code(), "RELEASE-REBUILD-DIFFERS");
  }
  EXPECT_TRUE(files_below(made.releases()).empty());
  const auto next = build(made.study(), request_of("1.0.1"));
  EXPECT_THAT(files_below(next.path).at("CHANGES"),
              HasSubstr("0 files added, 1 changed, 0 removed"));
}

TEST(build, nothing_replaces_a_release) {
  const OnDay day;
  const MadeStudy made(1);
  made.everybody_consents();
  const auto built = build(made.study(), request_of("1.0.0"));
  const auto before = files_below(made.releases());
  EXPECT_THROW(build(made.study(), request_of("1.0.0")), UsageError);
  EXPECT_EQ(files_below(made.releases()), before);
}

} // namespace
} // namespace curate::release
