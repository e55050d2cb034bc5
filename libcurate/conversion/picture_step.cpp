#include <algorithm>
#include <libcurate/conversion/picture_step.hpp>
#include <libcurate/integrity/digest.hpp>
#include <new>
#include <numeric>

namespace curate::conversion {

std::uint64_t budget_bytes(const Survey &survey) {
  constexpr std::uint64_t small_change = 35'000'000;
  std::uint64_t largest = 0;
  for (const auto &one : survey.series)
    largest = std::max(largest, one.voxel_bytes);
  return largest + largest / 2 + small_change;
}

namespace {

leaks::Reading reading_of(bids::Content content) {
  switch (content) {
  case bids::Content::text:
    return leaks::Reading::text;
  case bids::Content::numbers:
    return leaks::Reading::numbers;
  case bids::Content::header:
    break;
  }
  return leaks::Reading::binary;
}

} // namespace

Result<WrittenOutcome> write_picture(const deid::CleanSeries &series,
                                     const volume::Picture &picture, const KnownPerson &person,
                                     bool with_digests, const FaceStep &face,
                                     const WriteVolume &write) try {
  auto volume = volume::assemble(series, picture);
  if (!volume) return tl::unexpected(volume.error());
  WrittenOutcome out;
  out.face = face(*volume, static_cast<std::size_t>(picture.index));
  std::map<std::string, std::shared_ptr<integrity::Sha256>> digests;
  bids::WriteOptions options;
  options.search = [&person](std::span<const std::byte> bytes,
                             bids::Content content) -> std::optional<Problem> {
    const auto found = person.search().look(bytes, {}, reading_of(content));
    if (!found) return {};
    return Problem{found->code, found->message, found->remedy};
  };
  if (with_digests) {
    options.witness = [&digests](const std::string &path) -> nifti::Witness {
      auto digest = digests[path] = std::make_shared<integrity::Sha256>();
      return [digest](std::span<const std::byte> bytes) { digest->add(bytes); };
    };
  }
  auto files = write(*volume, options, out.face);
  if (!files) return tl::unexpected(files.error());
  out.files = std::move(*files);
  out.findings = volume->findings();
  for (const auto &[path, digest] : digests)
    out.sha256[path] = integrity::hex(digest->finish());
  return out;
} catch (const std::bad_alloc &) {
  return problem("VOLUME-NO-MEMORY", "there is not enough memory for the picture",
                 "try --jobs 1, or a machine with more memory");
}

std::vector<std::size_t> largest_first(const Survey &survey) {
  std::vector<std::size_t> order(survey.series.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t index) { return survey.series[index].voxel_bytes; });
  return order;
}

} // namespace curate::conversion
