#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/study/key_backup.hpp>
#include <libcurate/study/study.hpp>

#include "tests/support/folders.hpp"

namespace curate::study {
namespace {

TEST(key_backup, brings_lost_keys_back_and_never_replaces_one) {
  const support::TemporaryFolder folder;
  const Secret<std::string> passphrase("correct horse battery");
  const auto study = Study::init(folder.path() / "a", "a");
  const fs::path keys = study.private_folder();
  const std::string key = base::read_file(keys / "key");
  const std::string signing = base::read_file(keys / "signing.key");
  const std::string backup = backup_of(keys, passphrase);
  EXPECT_EQ(backup.find(signing.substr(0, 20)), backup.npos);
  for (const char *name : {"key", "signing.key", "signing.pub"})
    fs::remove(keys / name);
  restore(backup, passphrase, keys);
  EXPECT_EQ(base::read_file(keys / "key"), key);
  EXPECT_EQ(base::read_file(keys / "signing.key"), signing);
  EXPECT_EQ(fs::status(keys / "key").permissions() & (fs::group_all | fs::others_all),
            fs::no_perms);
  EXPECT_EQ(Study::open(folder.path() / "a").findings(), Findings());

  const auto other = Study::init(folder.path() / "b", "b");
  fs::remove(other.private_folder() / "key");
  EXPECT_THROW(restore(backup, passphrase, other.private_folder()), PolicyError);
  EXPECT_FALSE(fs::exists(other.private_folder() / "key"));
  EXPECT_THROW(restore(backup, Secret<std::string>("wrong horse battery"), keys), InputError);
}

} // namespace
} // namespace curate::study
