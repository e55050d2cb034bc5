// Random tamperings with a release: each must be found, with the name of what was tampered with.
// How many is told by CURATE_TAMPERINGS; tests/long/tampering.sh asks for more.

#include <cstdlib>
#include <gtest/gtest.h>
#include <libcurate/archive/entries.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <libcurate/integrity/minisign.hpp>
#include <map>
#include <random>

#include "tests/release/made.hpp"
#include "tests/support/folders.hpp"

namespace curate::release {
namespace {

using archive::PackFormat;
using Files = std::map<std::string, std::string>;

constexpr std::int64_t made_time_s = 1'772'366'400;

Files files_of(const fs::path &folder) {
  Files files;
  for (const auto &entry : fs::recursive_directory_iterator(folder))
    if (fs::is_regular_file(entry.path()))
      files[fs::relative(entry.path(), folder).string()] = base::read_file(entry.path());
  return files;
}

// As a release is packed: sorted, but for the three files behind the others.
void pack(const Files &files, const fs::path &path, Format format, std::int64_t time_s) {
  if (!format) {
    for (const auto &[name, text] : files)
      base::write_file(path / name, text, base::Overwrite::no);
    return;
  }
  base::AtomicFile file(path);
  archive::Pack pack([&](auto bytes) { file.write(bytes); }, *format, time_s);
  const auto add = [&](const std::string &name, const std::string &text) {
    pack.add_file("made-1.0.0/" + name, text.size());
    pack.write(std::as_bytes(std::span(text)));
  };
  const auto is_last = [](const std::string &name) {
    return name.starts_with("RELEASE") || name.starts_with("MANIFEST");
  };
  for (const auto &[name, text] : files)
    if (!is_last(name)) add(name, text);
  for (const auto &[name, text] : files)
    if (is_last(name)) add(name, text);
  pack.finish();
  file.commit(base::Overwrite::no);
}

class Tamperer {
public:
  explicit Tamperer(unsigned seed) : random_(seed) {}

  /// Changes the files in one way; gives the name of one that was touched.
  std::string tamper(Files &files) {
    switch (below(7)) {
    case 0:
      return flip(any(files));
    case 1:
      return cut(any(files));
    case 2:
      return add(files);
    case 3:
      return remove(files);
    case 4:
      return rename(files);
    case 5:
      return swap(files);
    default:
      return sign_again(files);
    }
  }

  std::size_t below(std::size_t bound) { return random_() % bound; }

private:
  Files::value_type &any(Files &files) {
    return *std::next(files.begin(), static_cast<std::ptrdiff_t>(below(files.size())));
  }
  std::string flip(Files::value_type &file) {
    char &c = file.second[below(file.second.size())];
    c = static_cast<char>(c ^ (1 << below(8)));
    return file.first;
  }
  std::string cut(Files::value_type &file) {
    file.second.resize(below(file.second.size()));
    return file.first;
  }
  std::string add(Files &files) {
    const std::string name =
        (below(2) ? "sub-a1/ses-1/anat/x" : "x") + std::to_string(below(1000)) + ".json";
    files[name] = below(2) ? "{}" : "";
    return name;
  }
  std::string remove(Files &files) {
    const std::string name = any(files).first;
    files.erase(name);
    return name;
  }
  std::string rename(Files &files) {
    const std::string name = any(files).first;
    auto node = files.extract(name);
    node.key() = below(2) ? name + ".bak" : "sub-zz/" + name;
    files.insert(std::move(node));
    return name;
  }
  std::string swap(Files &files) {
    auto &a = any(files), &b = any(files);
    if (a.second == b.second) return flip(a);
    std::swap(a.second, b.second);
    // Without its manifest a release cannot say of others what they are.
    return a.first.starts_with("MANIFEST") || b.first.starts_with("MANIFEST") ? "MANIFEST.sha256"
                                                                              : a.first;
  }
  // Somebody else makes a release of their own of it.
  std::string sign_again(Files &files) {
    flip(*files.find("participants.tsv"));
    std::vector<integrity::ManifestLine> lines;
    for (const auto &[name, text] : files)
      if (!name.starts_with("RELEASE") && !name.starts_with("MANIFEST"))
        lines.push_back({name, integrity::sha256(text)});
    files["MANIFEST.sha256"] = integrity::manifest_text(lines);
    auto description = *verification::read_description(files["RELEASE.json"]);
    description.manifest_sha256 = integrity::hex(integrity::sha256(files["MANIFEST.sha256"]));
    auto key = integrity::make_signing_key();
    if (below(2)) key.id = support::made_key().id;
    description.signing_key = integrity::text_of(integrity::verifying_key_of(key));
    files["RELEASE.json"] = verification::text_of(description);
    files["RELEASE.json.minisig"] = integrity::minisign_text(key, files["RELEASE.json"], "made");
    return "RELEASE.json.minisig";
  }

  std::mt19937 random_;
};

bool names(const verification::Verification &verification, const std::string &file) {
  for (const auto &finding : verification.findings)
    if (finding.severity == Severity::error && (finding.file == file || finding.place == file))
      return true;
  // A changed description is told by its signature.
  return (file == "RELEASE.json" && names(verification, "RELEASE.json.minisig")) ||
         (file == "RELEASE.json.minisig" && !verification.description);
}

std::size_t asked_for() {
  const char *text = std::getenv("CURATE_TAMPERINGS");
  return text ? static_cast<std::size_t>(std::atoi(text)) : 60;
}

TEST(tampering, with_files_is_found_and_named) {
  const Format formats[] = {{}, PackFormat::tar, PackFormat::tar_zst, PackFormat::zip};
  const support::TemporaryFolder folder;
  write_made(folder.path() / "made", {});
  const Files made = files_of(folder.path() / "made");
  for (unsigned i = 0; i < asked_for(); ++i) {
    Files files = made;
    const std::string touched = Tamperer(i).tamper(files);
    const fs::path release = folder.path() / std::to_string(i);
    pack(files, release, formats[i % 4], made_time_s);
    const auto verification = verified(release);
    EXPECT_FALSE(verification.is_whole) << i;
    EXPECT_TRUE(names(verification, touched)) << i << " " << touched;
    fs::remove_all(release);
  }
}

std::string tar_in(const std::string &archive) {
  std::string tar;
  archive::Entries entries(std::as_bytes(std::span(archive)), {}, [&](auto block) {
    tar.append(reinterpret_cast<const char *>(block.data()), block.size());
  });
  while (entries.next()) {
  }
  entries.read_rest();
  return tar;
}

TEST(tampering, with_bytes_of_an_archive_is_found) {
  const support::TemporaryFolder folder;
  for (const auto format : {PackFormat::tar, PackFormat::tar_zst, PackFormat::zip}) {
    const fs::path original = folder.path() / "r", other = folder.path() / "other";
    write_made(original, format);
    const std::string text = base::read_file(original);
    std::mt19937 random(1);
    for (std::size_t i = 0; i < asked_for(); ++i) {
      std::string bytes = text;
      const std::size_t at = random() % bytes.size();
      if (i % 3 == 0) bytes.resize(at);
      if (i % 3 == 1) bytes.insert(at, std::string(1 + random() % 600, 'x'));
      if (i % 3 == 2) bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
      base::write_file(other, bytes, base::Overwrite::yes);
      const bool is_found = codes_of(verified(other)) != std::vector<std::string>();
      // zstd can say the same in several ways.
      EXPECT_TRUE(is_found || (format == PackFormat::tar_zst && tar_in(bytes) == tar_in(text)))
          << int(format) << " " << at;
    }
    fs::remove(original);
  }
}

TEST(tampering, packing_again_is_noticed) {
  const support::TemporaryFolder folder;
  write_made(folder.path() / "made", {});
  for (const auto format : {PackFormat::tar, PackFormat::zip}) {
    pack(files_of(folder.path() / "made"), folder.path() / "same", format, made_time_s);
    EXPECT_EQ(codes_of(verified(folder.path() / "same")), std::vector<std::string>());
    fs::remove(folder.path() / "same");
  }
  const std::string command = "cd '" + folder.path().string() + "' && tar -cf again made";
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(codes_of(verified(folder.path() / "again")),
            std::vector<std::string>{"VERIFY-ARCHIVE-REPACKED"});
}

TEST(tampering, links_special_files_and_colliding_names_are_told_of) {
  const support::TemporaryFolder folder;
  const fs::path release = folder.path() / "r";
  write_made(release, {});
  fs::create_symlink("/etc/passwd", release / "sub-a1" / "link");
  fs::create_directory_symlink("/", release / "root");
  fs::create_directory(release / "empty");
  ASSERT_EQ(std::system(("mkfifo '" + (release / "pipe").string() + "'").c_str()), 0);
  base::write_file(release / "readme", "other", base::Overwrite::no);
  base::write_file(release / "aux.txt", "", base::Overwrite::no);
  auto codes = codes_of(verified(release));
  std::ranges::sort(codes);
  EXPECT_EQ(codes, (std::vector<std::string>{"VERIFY-FILE-EXTRA", "VERIFY-FILE-EXTRA",
                                             "VERIFY-FOLDER-EMPTY", "VERIFY-LINK", "VERIFY-LINK",
                                             "VERIFY-NAME-COLLISION", "VERIFY-NAME-UNPORTABLE",
                                             "VERIFY-SPECIAL"}));
}

TEST(tampering, hostile_archives_are_named) {
  const support::TemporaryFolder folder;
  write_made(folder.path() / "made", {});
  const std::string go = "cd '" + folder.path().string() + "' && ";
  const auto codes_after = [&](const std::string &command) {
    EXPECT_EQ(std::system((go + command).c_str()), 0) << command;
    return codes_of(verified(folder.path() / "x.tar"));
  };
  const auto has = [](const std::vector<std::string> &codes, const char *code) {
    return std::ranges::find(codes, code) != codes.end();
  };
  EXPECT_TRUE(has(codes_after("tar --transform 's,^made/README,../README,' -P -cf x.tar made"),
                  "VERIFY-ARCHIVE-OUTSIDE"));
  EXPECT_TRUE(has(codes_after("cp -r made other && tar -cf x.tar made other/README"),
                  "VERIFY-ARCHIVE-OUTSIDE"));
  EXPECT_TRUE(
      has(codes_after("tar -cf x.tar made && tar -rf x.tar made/README"), "VERIFY-ARCHIVE-TWICE"));
  EXPECT_TRUE(has(codes_after("ln -s /etc/passwd made/link && tar -cf x.tar made; rm made/link"),
                  "VERIFY-LINK"));
  EXPECT_TRUE(has(codes_after("head -c 300000000 /dev/zero > made/zeros && tar -I 'zstd -19' -cf "
                              "x.tar made; rm made/zeros"),
                  "VERIFY-ARCHIVE-TOO-LARGE"));
  EXPECT_TRUE(has(codes_after("head -c 30000 /dev/urandom > x.tar"), "VERIFY-ARCHIVE-DAMAGED"));
  EXPECT_TRUE(has(codes_after(": > x.tar"), "VERIFY-NO-RELEASE"));
}

TEST(tampering, no_false_alarm_on_untouched_releases) {
  const support::TemporaryFolder folder;
  std::mt19937 random(3);
  for (unsigned i = 0; i < std::max<std::size_t>(20, asked_for() / 5); ++i) {
    const Format formats[] = {{}, PackFormat::tar, PackFormat::tar_zst, PackFormat::zip};
    std::vector<ReleaseFile> files;
    for (const auto &[path, text] : support::made_release_files())
      files.push_back({path, {}, text, {}});
    for (unsigned k = 0; k < random() % 30; ++k)
      files.push_back({"sub-a1/" + std::string(1 + random() % 150, 'k') + std::to_string(k),
                       {},
                       std::string(random() % 50'000, static_cast<char>(random())),
                       {}});
    const Writing writing{folder.path() / "r", "made-1.0.0", formats[i % 4], 86'400 * i, 2, {}, {}};
    write_release(files, made_description(), support::made_key(), writing);
    EXPECT_EQ(codes_of(verified(folder.path() / "r", 2)), std::vector<std::string>()) << i;
    fs::remove_all(folder.path() / "r");
  }
}

} // namespace
} // namespace curate::release
