#pragma once

#include <libcurate/bids/entities.hpp>
#include <string>

namespace curate::bids {

/// A picture that lies in the dataset.
struct WrittenPicture {
  Entities name;        ///< complete
  std::string acquired; ///< shifted, "YYYY-MM-DDThh:mm:ss[.ffffff]"; empty where not known
};

} // namespace curate::bids
