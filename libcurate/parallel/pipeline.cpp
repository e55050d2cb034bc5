#include <libcurate/parallel/pipeline.hpp>

#include <algorithm>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

namespace curate::parallel {

void run_pipeline(unsigned jobs, std::size_t in_flight,
                  const std::function<std::shared_ptr<void>()> &produce,
                  const std::function<void(void *)> &transform,
                  const std::function<void(void *)> &consume) {
  if (jobs <= 1) {
    while (const auto token = produce()) {
      transform(token.get());
      consume(token.get());
    }
    return;
  }
  using Token = std::shared_ptr<void>; // shared by the stages; TBB copies what it passes on
  // Without it, more jobs than cores are quietly fewer.
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
  tbb::task_arena arena(static_cast<int>(jobs));
  arena.execute([&] {
    tbb::parallel_pipeline(
        std::max<std::size_t>(in_flight, 1),
        tbb::make_filter<void, Token>(tbb::filter_mode::serial_in_order,
                                      [&](tbb::flow_control &control) {
                                        Token token = produce();
                                        if (!token) control.stop();
                                        return token;
                                      }) &
            tbb::make_filter<Token, Token>(tbb::filter_mode::parallel,
                                           [&](Token token) {
                                             transform(token.get());
                                             return token;
                                           }) &
            tbb::make_filter<Token, void>(tbb::filter_mode::serial_in_order,
                                          [&](const Token &token) { consume(token.get()); }));
  });
}

} // namespace curate::parallel
