#pragma once

#include "tools/command.hpp"

#include <sstream>
#include <string>
#include <vector>

namespace curate::tools_test {

/// What one command line gave.
struct Ran {
  int status = -1;
  std::string out, err;
};

/// Runs a command line in this process, as the program would.
inline Ran curate(const std::vector<std::string> &arguments) {
  std::ostringstream out, err;
  tools::Terminal terminal{out, err};
  Ran ran;
  ran.status = tools::run(arguments, terminal);
  ran.out = out.str();
  ran.err = err.str();
  return ran;
}

} // namespace curate::tools_test
