#include "tools/passphrase.hpp"

#include <iostream>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <termios.h>
#include <unistd.h>

namespace curate::tools {

namespace {

constexpr std::size_t fewest_letters = 8;
constexpr std::size_t most_bytes = 4096;

// While it lives a terminal does not show what is typed.
class Silence {
public:
  Silence() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    is_silent_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  Silence(const Silence &) = delete;
  Silence &operator=(const Silence &) = delete;
  ~Silence() {
    if (is_silent_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

private:
  termios before_{};
  bool is_silent_ = false;
};

std::string line_of_input() {
  std::string line;
  const bool is_person = ::isatty(STDIN_FILENO) != 0;
  if (is_person) std::cerr << "Passphrase: " << std::flush;
  {
    const Silence silence;
    std::getline(std::cin, line);
  }
  if (is_person) std::cerr << "\n";
  return line;
}

} // namespace

Secret<std::string> read_passphrase(const std::string &file) {
  std::string text = file.empty() ? line_of_input() : base::read_file(file, most_bytes);
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.pop_back();
  if (text.size() < fewest_letters)
    throw UsageError("a passphrase has eight letters or more; better, several words");
  return Secret<std::string>(std::move(text));
}

} // namespace curate::tools
