#include "tests/release/study_maker.hpp"
#include "tests/tools/sample.hpp"

#include <libcurate/study/releases.hpp>

// The whole story: six people, three releases to two recipients and the public, a withdrawal at
// each level, letters, purged copies, receipts, and a search through every byte.

namespace curate::tools_test {
namespace {

using release::MadeStudy;
using testing::ElementsAre;
using testing::HasSubstr;

class Story {
public:
  Story() {
    made.everybody_consents();
    for (const std::string name : {"uni-a", "uni-b"})
      made.add_recipient(name);
    build({}, {});
    build("uni-a", {});
    build("uni-b", archive::PackFormat::zip);
    fs::create_directories(made.beside("copies"));
    fs::copy(made.releases() / "uni-a", made.beside("copies") / "uni-a",
             fs::copy_options::recursive);
  }

  void build(const std::optional<std::string> &recipient, release::Format format) const {
    auto request = release::request_of("1.0.0");
    request.recipient = recipient;
    request.format = format;
    EXPECT_FALSE(release::build(made.study(), request).path.empty());
  }

  Ran withdraw(std::size_t who, const std::string &level) const {
    const Ran ran = curate({"withdraw", "sub-" + made.label(who), "--level", level, "--by",
                            "officer", "--study", made.root().string()});
    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    return ran;
  }

  Ran verify(const std::vector<std::string> &more, const fs::path &release) const {
    std::vector<std::string> words{
        "verify",        release.string(),
        "--key",         (made.root() / "private/signing.pub").string(),
        "--revocations", (made.root() / "private/withdrawals/3/revocations.json").string()};
    words.insert(words.end(), more.begin(), more.end());
    return curate(words);
  }

  fs::path copy() const { return made.beside("copies") / "uni-a" / "made-1.0.0"; }

  /// The label that a recipient sees.
  std::string released(std::size_t who, const std::string &version) const {
    const auto study = made.study();
    study::Database database(study, study::Access::read);
    for (const auto &subject : study::Releases(database).with(made.label(who)))
      if (subject.version == version) return subject.released_label;
    return {};
  }

  const release::OnDay day;
  const MadeStudy made{6};
};

// Files in whose name or bytes a text stands.
std::vector<std::string> holding(const fs::path &folder, const std::string &text) {
  std::vector<std::string> found;
  for (const auto &[path, bytes] : tree_of(folder))
    if ((path + "\n" + bytes).find(text) != std::string::npos) found.push_back(path);
  return found;
}

TEST(withdrawal_story, from_the_letter_to_the_receipts) {
  const Story story;
  const fs::path &root = story.made.root();
  story.withdraw(1, "contact");
  EXPECT_EQ(tree_of(root / "releases").count("made-1.0.1/RELEASE.json"), 0U);
  story.withdraw(2, "access");
  EXPECT_FALSE(holding(root / "dataset", story.made.label(2)).empty()) << "kept inside";
  EXPECT_EQ(holding(root / "releases" / "made-1.0.1", story.made.label(2)),
            std::vector<std::string>());
  const fs::path second = story.made.beside("copies") / "uni-a" / "made-1.0.1";
  fs::copy(root / "releases" / "uni-a" / "made-1.0.1", second, fs::copy_options::recursive);
  const Tree before = tree_of(root / "dataset");
  story.withdraw(3, "use");

  const std::string gone = story.made.label(3);
  EXPECT_THAT(holding(root, gone), ElementsAre("private/registry.sqlite"));
  for (const auto &[path, bytes] : tree_of(root / "dataset"))
    if (path.find("sub-") != std::string::npos) {
      EXPECT_TRUE(before.at(path) == bytes) << path;
    }
  EXPECT_TRUE(fs::exists(root / "releases/made-1.0.2/RELEASE.json"));
  EXPECT_FALSE(fs::exists(root / "releases/made-1.0.0"));
  EXPECT_FALSE(fs::exists(root / "releases/uni-b/made-1.0.0.zip"));
  EXPECT_TRUE(fs::exists(root / "releases/uni-b/made-1.0.2.zip"));
  EXPECT_THAT(base::read_file(root / "private/withdrawals/3/proof.txt"),
              HasSubstr("Found: nothing."));

  const std::string theirs = story.released(3, "1.0.0@uni-a");
  ASSERT_FALSE(theirs.empty());
  EXPECT_FALSE(holding(story.copy(), theirs).empty());
  EXPECT_EQ(story.verify({}, story.copy()).status, 3);
  const Ran purged = story.verify({"--purge"}, story.copy());
  EXPECT_THAT(purged.out, HasSubstr("One person was taken out"));
  EXPECT_EQ(purged.status, 3) << "the one of access stays, and may not be passed on";
  EXPECT_EQ(holding(story.copy(), theirs), std::vector<std::string>());
  EXPECT_FALSE(holding(story.copy(), story.released(0, "1.0.0@uni-a")).empty());

  const auto of_study = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--study", root.string()});
    return curate(words);
  };
  const auto receipt_of = [](const Ran &ran) {
    const auto begin = ran.out.find("made the release: ") + 18;
    return ran.out.substr(begin, ran.out.find('\n', begin) - begin);
  };
  const auto confirm = [&](const std::string &recipient, std::vector<std::string> receipts) {
    std::vector<std::string> words{"withdraw", "--confirm", "3", "--recipient", recipient};
    for (const auto &file : receipts)
      words.insert(words.end(), {"--receipt", file});
    return of_study(words);
  };
  const std::string one = receipt_of(purged);
  const std::string other = receipt_of(story.verify({"--purge"}, second));
  EXPECT_EQ(confirm("uni-b", {one, other}).status, 3) << "another's receipts";
  EXPECT_EQ(confirm("uni-a", {one}).status, 3) << "they have a second version";
  EXPECT_THAT(confirm("uni-a", {one, other}).out, HasSubstr("1 answers are open"));
  const auto listed = lines_of(of_study({"withdraw", "--list", "--json"}).out);
  ASSERT_EQ(listed.size(), 3U);
  EXPECT_TRUE(listed[0]["answers"].empty());
  EXPECT_EQ(listed[2]["answers"][0]["confirmed"], "2026-03-01");
  EXPECT_EQ(listed[2]["answers"][1]["confirmed"], "");
}

} // namespace
} // namespace curate::tools_test
