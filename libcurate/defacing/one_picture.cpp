#include <libcurate/defacing/one_picture.hpp>

#include <chrono>
#include <cmath>
#include <libcurate/album/shots.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/defacing/sessions.hpp>
#include <libcurate/defacing/sidecar.hpp>
#include <libcurate/defacing/write.hpp>

namespace curate::defacing {

namespace {

/// Larger pictures are refused: unpacked, a small hostile file may be of any size.
constexpr std::uint64_t largest_bytes = std::uint64_t{1} << 33;

/// Reads a picture no larger than its own header says: whatever else is packed with it.
Result<nifti::UncheckedVolume> read_bounded(const fs::path &path) {
  constexpr std::uint64_t slack_bytes = std::uint64_t{1} << 24; // extensions
  const auto header = nifti::read_header(path);
  if (!header) return nifti::read(path, slack_bytes); // says best what is wrong
  double bytes =
      static_cast<double>(volume::size_of(header->voxels.type)) * header->voxels.volume_count;
  for (const int size : header->grid.size)
    bytes *= size;
  if (bytes > static_cast<double>(largest_bytes))
    return problem("NIFTI-DIMENSION", "the picture is larger than is read (8 GiB)");
  return nifti::read(path, static_cast<std::uint64_t>(bytes) + slack_bytes);
}

void refuse(face::Verdict &verdict, const Problem &problem) {
  verdict.face = face::Found::unsure;
  verdict.outcome = face::Outcome::refused;
  verdict.code = problem.code;
  verdict.reason = problem.message;
  verdict.remedy = problem.remedy;
}

/// Why a picture cannot be replaced where it is.
Result<void> check_place(const Request &request, const Item &item) {
  if (!request.is_in_place) return {};
  boost::system::error_code failed;
  if (fs::is_symlink(item.path, failed))
    return problem("DEFACE-LINK", "the picture is a link, and its target would keep the face",
                   "unlock it (datalad unlock), or use -o");
  if (const auto end = item.path.extension(); end != ".gz" && end != ".nii")
    return problem("DEFACE-NAME", "the name does not end in .nii or .nii.gz", "rename it");
  return {};
}

Claim claim_beside(const fs::path &picture) {
  const fs::path path = sidecar_of(picture);
  boost::system::error_code failed;
  if (!fs::is_regular_file(path, failed)) return {};
  try {
    return claim_of(base::read_file(path, std::size_t{64} << 20));
  } catch (const InputError &) {
    return {};
  }
}

void already_removed(face::Verdict &verdict) {
  verdict.face = face::Found::none;
  verdict.outcome = face::Outcome::no_face;
  verdict.code = "FACE-ALREADY-REMOVED";
  verdict.reason = "the face was taken away before; nothing was done";
  verdict.remedy.clear();
}

/// What is looked at, and what becomes of it.
class Handler {
public:
  Handler(const Request &request, const Item &item, Defacers &defacers)
      : request_(request), item_(item), defacers_(defacers) {}

  Handled run(const Taken &session) {
    out_.outcome.file = item_.path.string();
    auto volume = check_place(request_, item_).and_then([&] { return read_bounded(item_.path); });
    if (volume)
      look(*volume, session);
    else
      refuse(verdict(), volume.error());
    tell();
    return std::move(out_);
  }

private:
  static std::span<const face::Removal> taken_from(const Taken &session) {
    if (!session.removal) return {};
    return {&*session.removal, 1};
  }

  bool is_in_scanner_frame(const nifti::UncheckedVolume &volume) const {
    return stem_of(item_.path).find("_space-") == std::string::npos && nifti::is_of_scanner(volume);
  }

  const face::Removal *same_frame(const nifti::UncheckedVolume &volume,
                                  const Taken &session) const {
    const bool same = session.removal && session.is_in_scanner_frame && is_in_scanner_frame(volume);
    return same ? &*session.removal : nullptr;
  }

  face::Verdict &verdict() { return out_.outcome.verdict; }

  void look(nifti::UncheckedVolume &volume, const Taken &session) {
    const std::vector<float> values = face::first_volume(volume.voxels, volume.grid);
    if (values.empty())
      return refuse(verdict(), {"NIFTI-DIMENSION", "the picture is too large to be looked at", {}});
    const face::ImageView view{values, volume.grid, face::scale_of(values)};
    const Claim claim = claim_beside(item_.path);
    const bool holds = claim.is_defaced && claim.digest == digest_of(volume);
    if (holds && !request_.is_check) return go_along(volume);
    const face::Removal *same = same_frame(volume, session);
    const bool follows = same != nullptr && !request_.is_check && is_phase(item_.path);
    face::Defaced defaced = follows ? as_session(view, *same) : looked_at(volume, view, session);
    verdict() = defaced.verdict;
    // A head without a face is hard to place. Sidecars of other commands have no digest: what they
    // say is believed where no face is seen.
    if (claim.is_defaced && (holds || claim.digest.empty()) &&
        verdict().face != face::Found::found && verdict().outcome != face::Outcome::too_coarse) {
      already_removed(verdict());
      defaced.mask.clear();
    }
    if (request_.report) picture(view, defaced.threshold, defaced.mask, out_.entry.before);
    if (!request_.is_check && verdict().outcome == face::Outcome::removed)
      take_away(volume, view, defaced);
    if (!request_.is_check && verdict().outcome != face::Outcome::refused)
      write(request_, item_, volume, out_.outcome);
  }

  /// Nobody can look for a face in phase: what the session's first picture lost goes here too.
  static face::Defaced as_session(const face::ImageView &view, const face::Removal &first) {
    face::Defaced defaced;
    defaced.removal = first;
    defaced.mask = face::mask_on(first, view.grid);
    defaced.verdict.face = face::Found::unsure;
    defaced.verdict.outcome = face::Outcome::removed;
    defaced.verdict.placed_by = face::PlacedBy::session;
    defaced.verdict.code = "FACE-AS-SESSION";
    defaced.verdict.reason = "it lost what the session's first picture lost; no face can be looked "
                             "for in such a picture";
    return defaced;
  }

  face::Defaced looked_at(const nifti::UncheckedVolume &volume, const face::ImageView &view,
                          const Taken &session) {
    Defacers::Loan defacer(defacers_);
    if (!request_.is_check)
      return (*defacer).deface(view, taken_from(session), same_frame(volume, session));
    face::Defaced checked;
    checked.verdict = (*defacer).check(view);
    return checked;
  }

  /// The very picture that an earlier run wrote.
  void go_along(const nifti::UncheckedVolume &volume) {
    already_removed(verdict());
    write(request_, item_, volume, out_.outcome);
  }

  void take_away(nifti::UncheckedVolume &volume, const face::ImageView &view,
                 const face::Defaced &defaced) {
    const std::string before = digest_of(volume);
    face::blank(volume.voxels, volume.grid, defaced.mask, *defaced.removal, request_.options.fill);
    if (before == digest_of(volume)) return already_removed(verdict());
    out_.taken = {defaced.removal, is_in_scanner_frame(volume)};
    if (!request_.report) return;
    const std::vector<float> left = face::first_volume(volume.voxels, volume.grid);
    out_.entry.after = album::heads_of({left, view.grid, view.scale}, defaced.threshold);
  }

  void picture(const face::ImageView &view, std::optional<float> threshold,
               std::span<const std::uint8_t> mask, std::vector<album::Picture> &heads) {
    if (verdict().outcome == face::Outcome::too_coarse) return;
    heads = album::heads_of(view, threshold);
    out_.entry.slices = album::slices_of(view, mask);
  }

  void tell() {
    const face::Verdict &v = verdict();
    if (v.outcome == face::Outcome::refused)
      out_.outcome.findings.push_back(
          {Severity::error, v.code, out_.outcome.file, {}, v.reason, v.remedy});
    if (request_.is_check && v.face == face::Found::found && v.outcome == face::Outcome::removed)
      out_.outcome.findings.push_back({Severity::warning,
                                       "FACE-FOUND",
                                       out_.outcome.file,
                                       {},
                                       "the picture shows a face",
                                       "remove it before the picture is shared"});
    album::Entry &entry = out_.entry;
    entry.file = out_.outcome.file;
    entry.face = name_of(v.face);
    entry.verdict = name_of(v.outcome);
    entry.code = v.code;
    entry.reason = v.reason;
    entry.remedy = v.remedy;
    entry.score_before = v.score_before;
    entry.score_after = v.score_after;
  }

  const Request &request_;
  const Item &item_;
  Defacers &defacers_;
  Handled out_;
};

} // namespace

Handled handle(const Request &request, const Item &item, Defacers &defacers, const Taken &session) {
  const auto begun = std::chrono::steady_clock::now();
  Handled out = Handler(request, item, defacers).run(session);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
  out.outcome.seconds = std::round(taken.count() * 100) / 100;
  return out;
}

} // namespace curate::defacing
