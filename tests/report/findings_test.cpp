#include <gtest/gtest.h>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/report/findings_text.hpp>
#include <libcurate/report/progress.hpp>
#include <sstream>

namespace curate::report {
namespace {

Finding made(Severity severity, std::string code, std::string place) {
  return {severity, std::move(code), "f", std::move(place), "says", "do"};
}

TEST(findings, repeated_ones_are_told_once_worst_first) {
  Findings all{made(Severity::warning, "B", "1"), made(Severity::info, "C", "1")};
  for (int n = 0; n < 5; ++n)
    all.push_back(made(Severity::error, "A", std::to_string(n)));
  const std::string text = to_text(all, Severity::warning);
  EXPECT_EQ(text,
            "error [A] says (5 times)\n    at f, 0\n    at f, 1\n    at f, 2\n    and 2 more\n"
            "    remedy: do\nwarning [B] says\n    at f, 1\n    remedy: do\n");
}

TEST(findings, json_has_the_six_members) {
  EXPECT_EQ(
      to_json(made(Severity::error, "A", "p")).dump(),
      R"({"severity":"error","code":"A","file":"f","place":"p","message":"says","remedy":"do"})");
  EXPECT_EQ(to_json(Findings{}).dump(), "[]");
}

TEST(progress, draws_only_where_asked) {
  std::ostringstream quiet, drawn;
  { Progress(quiet, false).show("scanning", 1, 2); }
  EXPECT_TRUE(quiet.str().empty());
  { Progress(drawn, true).show("scanning", 1, 2); }
  EXPECT_NE(drawn.str().find("1 of 2"), std::string::npos);
  EXPECT_TRUE(drawn.str().ends_with("\033[K")); // wiped at the end
}

TEST(progress, tells_the_time_left) {
  EXPECT_NE(progress_line("converting", 5, 10, std::chrono::seconds(60)).find("1:00 left"),
            std::string::npos);
  EXPECT_EQ(progress_line("converting", 5, 0, std::chrono::seconds(60)), "converting  5");
}

} // namespace
} // namespace curate::report
