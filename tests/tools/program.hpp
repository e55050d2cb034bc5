#pragma once

#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <libcurate/base/fs.hpp>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace curate::tools_test {

/// Starts the real program. Its streams go nowhere, standard error to `talk` where given. With
/// `largest_file_bytes` no file can grow beyond it, as on a disk that is full.
inline pid_t start(const std::vector<std::string> &arguments, const fs::path &talk = "/dev/null",
                   rlim_t largest_file_bytes = RLIM_INFINITY) {
  std::vector<std::string> words{CURATE_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char *> pointers;
  for (auto &word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::dup2(::open("/dev/null", O_WRONLY), STDOUT_FILENO);
  ::dup2(::open(talk.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
  std::signal(SIGXFSZ, SIG_IGN); // stays so in the program: writing fails with EFBIG
  const rlimit limit{largest_file_bytes, largest_file_bytes};
  if (largest_file_bytes != RLIM_INFINITY && ::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(126);
  ::execv(pointers.front(), pointers.data());
  ::_exit(127);
}

/// What `waitpid` says of it.
inline int end_of(pid_t child) {
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return status;
}

} // namespace curate::tools_test
