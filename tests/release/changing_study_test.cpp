#include "tests/release/study_maker.hpp"

#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/base/error.hpp>
#include <random>
#include <sys/resource.h>

// A study that is edited while it is released, and a disk that is full: nothing gets its name.

namespace curate::release {
namespace {

using testing::ElementsAre;

/// The code with which a build is refused when `edit` happens while files are written.
std::string refused_by(const MadeStudy &made, const std::function<void()> &edit,
                       Format format = {}) {
  auto request = request_of("1.0.0");
  request.format = format;
  bool is_done = false;
  request.progress = [&](std::string_view phase, std::uint64_t, std::uint64_t) {
    if (phase != "writing" || is_done) return;
    is_done = true;
    edit();
  };
  std::string code;
  try {
    build(made.study(), request);
  } catch (const PolicyError &error) {
    code = error.code();
  }
  EXPECT_TRUE(is_done);
  EXPECT_TRUE(files_below(made.releases()).empty());
  const auto study = made.study();
  study::Database database(study, study::Access::read);
  EXPECT_TRUE(study::Releases(database).all().empty());
  EXPECT_FALSE(read_record(study, "1.0.0"));
  return code;
}

TEST(changing_study, a_withdrawal_during_the_build) {
  const OnDay day;
  const MadeStudy made(3);
  made.everybody_consents();
  EXPECT_EQ(refused_by(made, [&] { made.withdraw(1, consent::Level::access); }),
            "RELEASE-STUDY-CHANGED");
}

TEST(changing_study, a_table_that_is_edited_during_the_build) {
  const OnDay day;
  const MadeStudy made(3);
  made.everybody_consents();
  const auto sessions = fmt::format("sub-{0}/sub-{0}_sessions.tsv", made.label(2));
  for (const std::string &table :
       std::vector<std::string>{"participants.tsv", "participants.json", "phenotype/edss.tsv",
                                sessions, "README", "dataset_description.json"}) {
    const auto text = made.read(table);
    const auto code = refused_by(
        made, [&] { made.write(table, text + "\n"); }, archive::PackFormat::tar);
    EXPECT_EQ(code, "RELEASE-STUDY-CHANGED") << table;
    made.write(table, text);
  }
}

TEST(changing_study, a_picture_that_is_replaced_during_the_build) {
  const OnDay day;
  const MadeStudy made(8);
  made.everybody_consents();
  const auto last = made.t1w(7);
  const auto other = validation_test::packed(validation_test::image_bytes({.units = 2}));
  EXPECT_EQ(refused_by(made, [&] { made.write(last, other); }), "RELEASE-FILE-CHANGED");
  const auto stem = last.substr(0, last.find('.'));
  EXPECT_EQ(refused_by(made, [&] { fs::remove(made.root() / "dataset" / (stem + ".json")); }),
            "RELEASE-FILE-CHANGED");
}

TEST(changing_study, another_run_cannot_write_meanwhile) {
  const OnDay day;
  const MadeStudy made(1);
  made.everybody_consents();
  auto request = request_of("1.0.0");
  request.progress = [&](std::string_view, std::uint64_t, std::uint64_t) {
    const auto study = made.study();
    EXPECT_THROW(study::Registry(study, study::Access::write), SystemError);
  };
  build(made.study(), request);
}

// A picture of noise, larger than what the limit leaves.
void make_large(const MadeStudy &made, std::size_t i) {
  std::mt19937 random(1);
  auto bytes = validation_test::image_bytes({.dim = {3, 128, 128, 64, 1, 1, 1, 1}});
  for (std::size_t at = 352; at < bytes.size(); ++at)
    bytes[at] = static_cast<char>(random());
  made.write(made.t1w(i), validation_test::packed(bytes));
  made.know(made.t1w(i), [](auto &) {});
}

TEST(full_disk, leaves_nothing_under_the_final_name) {
  const OnDay day;
  const MadeStudy made(2);
  made.everybody_consents();
  make_large(made, 1);
  for (const Format &format :
       {Format(), Format(archive::PackFormat::tar), Format(archive::PackFormat::tar_zst)}) {
    auto request = request_of("1.0.0");
    request.format = format;
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{std::uint64_t{1} << 20, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    std::string said;
    try {
      build(made.study(), request);
    } catch (const SystemError &error) {
      said = error.what();
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    EXPECT_THAT(said, testing::HasSubstr("cannot write"));
    EXPECT_TRUE(files_below(made.releases()).empty());
  }
  EXPECT_FALSE(build(made.study(), request_of("1.0.0")).path.empty());
}

} // namespace
} // namespace curate::release
