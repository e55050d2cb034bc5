#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <rapidcheck/gtest.h>
#include <set>

#include "tests/support/folders.hpp"

namespace curate::integrity {
namespace {

TEST(manifest, is_what_sha256sum_accepts) {
  const support::TemporaryFolder folder;
  std::vector<ManifestLine> lines;
  for (const char *name : {"b", "a b", "sub/ü", "back\\slash", "line\nbreak", "-dash", "*star"}) {
    base::write_file(folder.path() / name, std::string("content of ") + name, base::Overwrite::no);
    lines.push_back({name, sha256(std::string("content of ") + name)});
  }
  base::write_file(folder.path() / "MANIFEST", manifest_text(lines), base::Overwrite::no);
  const std::string command = "cd '" + folder.path().string() + "' && sha256sum --strict -c ";
  EXPECT_EQ(std::system((command + "--quiet MANIFEST").c_str()), 0);
  base::write_file(folder.path() / "b", "other", base::Overwrite::yes);
  EXPECT_NE(std::system((command + "--status MANIFEST").c_str()), 0);
}

TEST(manifest, reads_what_sha256sum_writes) {
  const support::TemporaryFolder folder;
  for (const char *name : {"b", "a b", "back\\slash", "line\nbreak"})
    base::write_file(folder.path() / name, name, base::Overwrite::no);
  const std::string command = "cd '" + folder.path().string() +
                              "' && sha256sum -- * > ../M && mv "
                              "../M M";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const auto lines = read_manifest(base::read_file(folder.path() / "M"));
  ASSERT_TRUE(lines);
  ASSERT_EQ(lines->size(), 4u);
  for (const auto &line : *lines)
    EXPECT_EQ(line.digest, sha256(line.path));
}

RC_GTEST_PROP(manifest, comes_back_as_it_was, ()) {
  const auto names = *rc::gen::container<std::set<std::string>>(rc::gen::nonEmpty(
      rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab\\\n\r n. *\xc3\xbc")))));
  std::vector<ManifestLine> lines;
  for (const auto &name : names)
    if (is_inside(name)) lines.push_back({name, sha256(name)});
  const auto again = read_manifest(manifest_text(lines));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == lines);
}

TEST(manifest, refuses_what_leads_outside_or_is_no_line) {
  const std::string digest(64, 'a');
  const auto code = [&](const std::string &text) {
    const auto lines = read_manifest(text);
    return lines ? std::string("read") : lines.error().code;
  };
  EXPECT_EQ(code(""), "read");
  EXPECT_EQ(code(digest + "  a/b\n"), "read");
  for (const char *path : {"/a", "../a", "a/../b", "a//b", "./a", "a/", "a/."})
    EXPECT_EQ(code(digest + "  " + path + "\n"), "MANIFEST-PATH") << path;
  EXPECT_EQ(code(digest + "  a\n" + digest + " *a\n"), "MANIFEST-TWICE");
  for (const auto &text :
       {digest + "  a", digest + " a\n", digest.substr(1) + "  a\n", std::string(64, 'G') + "  a\n",
        digest + "  \n", std::string("\n"), "\\" + digest + "  a\\x\n"})
    EXPECT_EQ(code(text), "MANIFEST-LINE") << text;
}

} // namespace
} // namespace curate::integrity
