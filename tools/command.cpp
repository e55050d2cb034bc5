#include "tools/command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <fmt/format.h>
#include <iostream>
#include <libcurate/base/error.hpp>
#include <new>
#include <unistd.h>

namespace curate::tools {

namespace {

struct Entry {
  std::string name, summary;
  std::function<Run(CLI::App &)> declare;
};

// A function's static, so that registrations of other files may come first.
std::vector<Entry> &entries() {
  static std::vector<Entry> all;
  return all;
}

int dispatch(const std::vector<std::string> &arguments, Terminal &terminal) {
  CLI::App app(
      "Brain-imaging studies made ready for sharing, and the promises to the people in them kept.",
      "curate");
  app.set_version_flag("--version", "curate " CURATE_VERSION);
  app.require_subcommand(1);
  auto sorted = entries();
  std::ranges::sort(sorted, {}, &Entry::name);
  Run chosen;
  for (const auto &entry : sorted) {
    CLI::App *command = app.add_subcommand(entry.name, entry.summary);
    Run action = entry.declare(*command);
    command->final_callback([&chosen, action] { chosen = action; });
  }
  try {
    auto reversed = arguments;
    std::ranges::reverse(reversed);
    app.parse(reversed);
  } catch (const CLI::ParseError &error) {
    return app.exit(error, terminal.out, terminal.err) == 0 ? 0 : 2;
  }
  return chosen ? chosen(terminal) : 2;
}

} // namespace

Registration::Registration(std::string name, std::string summary,
                           std::function<Run(CLI::App &)> declare) {
  entries().push_back({std::move(name), std::move(summary), std::move(declare)});
}

int run(const std::vector<std::string> &arguments, Terminal &terminal) {
  const auto say = [&](std::string_view text) { terminal.err << "curate: " << text << "\n"; };
  try {
    return dispatch(arguments, terminal);
  } catch (const UsageError &error) {
    say(error.what());
    return 2;
  } catch (const PolicyError &error) {
    say(fmt::format("refused [{}]: {}", error.code(), error.what()));
    return 3;
  } catch (const Error &error) {
    say(error.what());
    return 1;
  } catch (const std::bad_alloc &) {
    say("not enough memory; try --jobs 1");
    return 1;
  } catch (const std::exception &) {
    // The text of a library's error may hold a value from the data, so it is not shown.
    say("an unexpected error; this is a defect of curate, please report the command and its "
        "version");
    return 1;
  }
}

int main(int argc, char **argv) {
  std::signal(SIGPIPE, SIG_IGN);
  Terminal terminal{std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1};
  const int status = run({argv + 1, argv + argc}, terminal);
  std::cout.flush();
  if (!std::cout) {
    std::cerr << "curate: cannot write the result (standard output is closed or full)\n";
    return 1;
  }
  return status;
}

} // namespace curate::tools
