#pragma once

#include <stdexcept>
#include <string>

namespace curate::base {

/// The run cannot go on. Caught once, in tools::run. Its text names the thing, the rule and the
/// remedy, never a value from the data.
class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The command line, or a file the user wrote, asks for what cannot be. Exit 2.
class UsageError : public Error {
public:
  using Error::Error;
};

/// What was given to read cannot be used at all. Exit 1.
class InputError : public Error {
public:
  using Error::Error;
};

/// A policy of the study forbids it. Exit 3. `code` is stable.
class PolicyError : public Error {
public:
  PolicyError(std::string code, const std::string &what) : Error(what), code_(std::move(code)) {}
  const std::string &code() const { return code_; }

private:
  std::string code_;
};

/// The machine fails us: disk full, no permission, no memory. Exit 1.
class SystemError : public Error {
public:
  using Error::Error;
};

} // namespace curate::base

namespace curate {
using base::Error;
using base::InputError;
using base::PolicyError;
using base::SystemError;
using base::UsageError;
} // namespace curate
