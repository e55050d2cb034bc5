#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace curate::parallel {

/// The untyped form of `pipeline`. The tokens are shared by the three stages.
void run_pipeline(unsigned jobs, std::size_t in_flight,
                  const std::function<std::shared_ptr<void>()> &produce,
                  const std::function<void(void *)> &transform,
                  const std::function<void(void *)> &consume);

/// Moves items through three stages: `produce` gives them one by one until it gives nothing,
/// `transform` works on several at once, `consume` gets them in the order in which they were
/// produced. At most `in_flight` items exist at a time, so memory is bounded however long the
/// stream is. With one job everything happens in the caller's thread. When a stage throws, the
/// others stop and the exception is thrown on.
template <typename In, typename Out>
void pipeline(unsigned jobs, std::size_t in_flight,
              const std::function<std::optional<In>()> &produce,
              const std::function<Out(In)> &transform, const std::function<void(Out)> &consume) {
  struct Token {
    std::optional<In> in;
    std::optional<Out> out;
  };
  run_pipeline(
      jobs, in_flight,
      [&]() -> std::shared_ptr<void> {
        auto in = produce();
        if (!in) return nullptr;
        auto token = std::make_shared<Token>();
        token->in = std::move(in);
        return token;
      },
      [&](void *item) {
        auto &token = *static_cast<Token *>(item);
        token.out.emplace(transform(std::move(*token.in)));
        token.in.reset();
      },
      [&](void *item) { consume(std::move(*static_cast<Token *>(item)->out)); });
}

} // namespace curate::parallel
