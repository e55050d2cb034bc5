#include <libcurate/parallel/for_each.hpp>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace curate::parallel {

void for_each(unsigned jobs, std::size_t count, const std::function<void(std::size_t)> &work) {
  if (jobs <= 1 || count <= 1) {
    for (std::size_t index = 0; index < count; ++index)
      work(index);
    return;
  }
  // Without it, more jobs than cores are quietly fewer.
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
  tbb::task_arena arena(static_cast<int>(jobs));
  arena.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, count, 1),
        [&](const tbb::blocked_range<std::size_t> &range) {
          for (std::size_t index = range.begin(); index != range.end(); ++index)
            work(index);
        },
        tbb::simple_partitioner());
  });
}

} // namespace curate::parallel
