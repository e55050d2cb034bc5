#pragma once

#include <cstdint>
#include <libcurate/study/study.hpp>
#include <string>

namespace curate::withdrawal {

/// private/withdrawals/<number>: what one withdrawal keeps.
inline fs::path folder_of(const study::Study &study, std::int64_t number) {
  return study.private_folder() / "withdrawals" / std::to_string(number);
}

} // namespace curate::withdrawal
