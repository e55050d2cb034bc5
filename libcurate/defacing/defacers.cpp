#include <libcurate/defacing/defacers.hpp>

#include <libcurate/base/error.hpp>

namespace curate::defacing {

Defacers::Defacers(const Request &request) : request_(request) {
  if (!request.atlas) return;
  std::call_once(atlas_read_,
                 [this] { use(face::load_atlas(request_.atlas->first, request_.atlas->second)); });
  if (no_atlas_) throw InputError("the template cannot be used: " + no_atlas_->message);
}

void Defacers::use(Result<face::Atlas> atlas) {
  if (atlas)
    atlas_ = std::make_shared<const face::PreparedAtlas>(std::move(*atlas));
  else
    no_atlas_ = atlas.error();
}

std::unique_ptr<face::Defacer> Defacers::take() {
  std::call_once(atlas_read_, [this] { use(face::installed_atlas()); });
  {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      auto one = std::move(idle_.back());
      idle_.pop_back();
      return one;
    }
  }
  return std::make_unique<face::Defacer>(atlas_, request_.options);
}

void Defacers::give_back(std::unique_ptr<face::Defacer> one) {
  const std::scoped_lock lock(mutex_);
  idle_.push_back(std::move(one));
}

} // namespace curate::defacing
