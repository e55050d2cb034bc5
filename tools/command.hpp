#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace curate::tools {

/// Where a command speaks: `out` is the result, `err` is talk.
struct Terminal {
  std::ostream &out;
  std::ostream &err;
  bool is_interactive = false; ///< err is a person's terminal: a progress bar may be drawn
};

/// Does what the options say and gives the exit code.
using Run = std::function<int(Terminal &)>;

/// A sub-command makes itself known by one of these at namespace scope of its file. `declare` adds
/// its options to the app and gives what runs when the command was named.
struct Registration {
  Registration(std::string name, std::string summary, std::function<Run(CLI::App &)> declare);
};

/// One command line without the program's name. Holds the only catch ladder: exit 0 done, 1 could
/// not, 2 wrong command line, 3 findings or a policy refused.
int run(const std::vector<std::string> &arguments, Terminal &terminal);

/// `run` on the process's own arguments and streams.
int main(int argc, char **argv);

} // namespace curate::tools
