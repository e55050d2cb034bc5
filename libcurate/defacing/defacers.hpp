#pragma once

#include <libcurate/defacing/request.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace curate::defacing {

/// Lends defacers, to each worker its own. The atlas is read when the first is asked for.
class Defacers {
public:
  /// The request outlives it. Throws InputError where a template was named that cannot be used.
  explicit Defacers(const Request &request);

  /// A defacer for one picture; given back when destroyed. By several threads at once.
  class Loan {
  public:
    explicit Loan(Defacers &from) : from_(from), one_(from.take()) {}
    ~Loan() { from_.give_back(std::move(one_)); }
    Loan(const Loan &) = delete;
    Loan &operator=(const Loan &) = delete;
    face::Defacer &operator*() { return *one_; }

  private:
    Defacers &from_;
    std::unique_ptr<face::Defacer> one_;
  };

  /// Why there is no atlas, where one was asked for. Once all loans were given back.
  const std::optional<Problem> &no_atlas() const { return no_atlas_; }

private:
  std::unique_ptr<face::Defacer> take();
  void give_back(std::unique_ptr<face::Defacer> one);
  void use(Result<face::Atlas> atlas);

  const Request &request_;
  std::once_flag atlas_read_;
  std::shared_ptr<const face::PreparedAtlas> atlas_; ///< shared by the defacers, never changed
  std::optional<Problem> no_atlas_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<face::Defacer>> idle_;
};

} // namespace curate::defacing
