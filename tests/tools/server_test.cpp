#include "tests/support/postgresql_server.hpp"
#include "tests/tools/sample.hpp"

#include <libcurate/base/atomic_file.hpp>
#include <libcurate/study/settings.hpp>

namespace curate::tools_test {
namespace {

TEST(registry_on_a_server, a_study_is_converted_as_with_a_file) {
  std::string why;
  auto *server = support::PostgresqlServer::running(why);
  if (server == nullptr) GTEST_SKIP() << why;
  const support::TemporaryFolder folder;
  const fs::path file = new_study(folder.path() / "file");
  const fs::path served = copy_of(file, folder.path() / "served");
  const std::string settings = base::read_file(served / "study.json");
  base::write_file(served / "study.json",
                   "{\n  \"registry\": \"" + server->new_database() + "\"," + settings.substr(1),
                   base::Overwrite::yes);
  const fs::path visit = Sample::get().siemens_visit(1);
  ASSERT_EQ(convert(visit, file).status, 0);
  const Ran ran = convert(visit, served);
  ASSERT_EQ(ran.status, 0) << ran.err;
  const Tree wanted = tree_of(file / "dataset");
  EXPECT_TRUE(tree_of(served / "dataset") == wanted);
  EXPECT_GT(ending_with(wanted, ".nii.gz").size(), 3U);
  const Ran again = convert(visit, served);
  EXPECT_EQ(again.out.find("\"status\":\"written\""), std::string::npos);
  for (const Ran *one : {&ran, &again})
    EXPECT_EQ((one->out + one->err).find("secret"), std::string::npos);
}

} // namespace
} // namespace curate::tools_test
