#include <libcurate/cleaning/look_for_faces.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/deid/apply.hpp>
#include <libcurate/face/shows_head.hpp>
#include <libcurate/volume/assemble.hpp>
#include <new>

namespace curate::cleaning {

namespace {

using Verdict = SeriesFace::Verdict;

/// A series of no such kind cannot be looked at; what its objects may show is for
/// deid::refusal_of to say.
bool is_looked_at(const dicom::Series &series) {
  const auto kind = series.instances.front().kind;
  return kind == dicom::ObjectKind::picture || kind == dicom::ObjectKind::enhanced_picture;
}

bool is_view_of_a_volume(dicom::Flavor flavor) {
  return flavor == dicom::Flavor::projection || flavor == dicom::Flavor::screenshot ||
         flavor == dicom::Flavor::scanner_report;
}

/// Phase, and the real and imaginary parts, show no surface.
bool is_bright_in_tissue(dicom::Component component) {
  return component == dicom::Component::magnitude || component == dicom::Component::unknown;
}

class Look {
public:
  Look(face::Defacer &defacer, const HeadKnown &others)
      : defacer_(defacer), others_(others), session_(others.removed) {}

  LookedAt at(const dicom::Series &series, const deid::Profile &profile,
              const deid::Scrubber &scrubber) try {
    face().verdict = Verdict::not_looked;
    if (!is_looked_at(series)) return std::move(out_);
    const auto clean = deid::apply(series, profile, nullptr, scrubber);
    if (!clean) return refused(unseen(clean.error()));
    const auto modality = clean->series.facts().modality;
    if (modality != dicom::Modality::mr && modality != dicom::Modality::ct &&
        modality != dicom::Modality::pt)
      return not_looked();
    const auto pictures = volume::partition(clean->series);
    if (!pictures) return refused(unseen(pictures.error()));
    face().verdict = Verdict::none;
    for (const auto &picture : *pictures)
      if (auto refusal = look_at(clean->series, picture)) return refused(std::move(*refusal));
    if (const auto &masks = out_.series.masks; !masks.empty())
      face().verdict = std::ranges::all_of(masks, &deid::VerifiedMask::was_looked_at)
                           ? Verdict::removed
                           : Verdict::followed;
    tell();
    return std::move(out_);
  } catch (const std::bad_alloc &) {
    return refused({"VOLUME-NO-MEMORY", "there is not enough memory to look for a face",
                    "try --jobs 1, or a machine with more memory"});
  }

private:
  SeriesFace &face() { return out_.series.face; }

  static Problem unseen(const Problem &why) {
    return {"DEID-VISUAL-UNSEEN",
            fmt::format("a picture cannot be looked at for a face ({}: {})", why.code, why.message),
            "leave the series out; or look at it, and clean it in a run of its own without "
            "clean-visual-features"};
  }

  LookedAt refused(Problem problem) {
    face().verdict = Verdict::refused;
    face().code = problem.code;
    out_.series.masks.clear();
    out_.head.removed.clear();
    out_.series.refusal = std::move(problem);
    return std::move(out_);
  }

  LookedAt not_looked() {
    face().code = "DEID-VISUAL-NOT-LOOKED";
    face().findings.push_back(
        {Severity::warning,
         face().code,
         {},
         {},
         "faces are looked for in MR, CT and PET alone: the files are written as they are, and "
         "without code 113102",
         "look at the pictures before they leave the house"});
    return std::move(out_);
  }

  void note(const face::Verdict &verdict) {
    const auto greater = [](std::optional<double> &all, const std::optional<double> &one) {
      if (one && (!all || *one > *all)) all = one;
    };
    greater(face().score_before, verdict.score_before);
    greater(face().score_after, verdict.score_after);
    face().removed_voxels += verdict.removed_voxels;
    if (!verdict.code.empty()) face().code = verdict.code;
  }

  std::optional<Problem> look_at(const deid::CleanSeries &series, const volume::Picture &picture) {
    ++face().pictures;
    if (is_view_of_a_volume(picture.flavor))
      return Problem{"DEID-VISUAL-OBJECT",
                     "projections, renderings and saved screens may show a face in a way in which "
                     "none can be looked for",
                     "leave the series out, or look at it, and clean it in a run of its own "
                     "without clean-visual-features"};
    const auto volume = volume::assemble(series, picture);
    if (!volume) return unseen(volume.error());
    std::optional<deid::VerifiedMask> mask;
    const bool is_bright = is_bright_in_tissue(volume->acquisition().component);
    if (is_bright && face::may_hold_a_face(volume->grid())) {
      out_.head.was_looked_for = true;
      if (face::shows_head(*volume)) {
        if (auto refusal = unblankable(series, picture, *volume)) return refusal;
        if (auto refusal = remove(*volume, mask)) return refusal;
      }
    }
    // Where nobody can see a face, what the others of this place lost goes all the same.
    if (!mask) mask = face::MaskedRemoval::following(volume->grid(), session_);
    if (mask) {
      if (auto refusal = unblankable(series, picture, *volume)) return refusal;
      out_.series.masks.push_back(std::move(*mask));
    } else if (!face::may_hold_a_face(volume->grid())) {
      if (face().verdict == Verdict::none) face().verdict = Verdict::too_coarse;
    } else if (!is_bright && session_.empty()) {
      return without_others();
    }
    return {};
  }

  std::optional<Problem> remove(const volume::CleanVolume &volume,
                                std::optional<deid::VerifiedMask> &mask) {
    const auto values = face::first_volume(volume.voxels(), volume.grid());
    const bool is_ct = volume.acquisition().series.modality == dicom::Modality::ct;
    auto masked = face::MaskedRemoval::of(
        defacer_, {values, volume.grid(), is_ct ? face::Scale::hounsfield : face::Scale::arbitrary},
        session_);
    note(masked.verdict);
    // A trunk is no head, though it may have held one.
    out_.head.shows_head |= masked.verdict.code != "FACE-NO-HEAD";
    if (masked.verdict.outcome == face::Outcome::refused)
      return Problem{masked.verdict.code, masked.verdict.reason, masked.verdict.remedy};
    if (masked.removal) {
      out_.head.removed.push_back(*masked.removal);
      session_.push_back(std::move(*masked.removal));
    }
    mask = std::move(masked.mask);
    return {};
  }

  /// A picture that shows no surface can be told to be without a face only by others.
  std::optional<Problem> without_others() const {
    const bool looked = others_.was_looked_for || out_.head.was_looked_for;
    if (looked && !others_.shows_head && !out_.head.shows_head) return {};
    return Problem{"FACE-NO-REFERENCE",
                   "a face may be in a picture of phase, and no other picture of the same frame of "
                   "reference told where",
                   "clean it together with the magnitude pictures of its session"};
  }

  /// A head whose face cannot be blanked in its files.
  static std::optional<Problem> unblankable(const deid::CleanSeries &series,
                                            const volume::Picture &picture,
                                            const volume::CleanVolume &volume) {
    if (series.frames()[picture.frames.front()].mosaic)
      return Problem{"DEID-VISUAL-MOSAIC",
                     "the series shows a head, and all slices of a volume lie on one frame (a "
                     "mosaic), in which no face can be blanked",
                     "convert the series to NIfTI, which removes the face, or leave it out"};
    if (std::ranges::find(volume.findings(), "VOLUME-MOVED", &Finding::code) !=
        volume.findings().end())
      return Problem{"DEID-VISUAL-MOVED",
                     "the scanner followed the head from volume to volume, so that no face lies "
                     "at one place in all of them",
                     "convert the series to NIfTI, which removes the face, or leave it out"};
    return {};
  }

  void tell() {
    if (face().verdict == Verdict::removed) return;
    if (face().verdict == Verdict::followed) {
      face().findings.push_back(
          {Severity::info,
           "DEID-VISUAL-FOLLOWED",
           {},
           {},
           "the series lost what others of its frame of reference lost; as no face can be seen in "
           "it (phase, too coarse), nobody looked again, and code 113102 is not written",
           {}});
      return;
    }
    const bool is_coarse = face().verdict == Verdict::too_coarse;
    face().findings.push_back(
        {is_coarse ? Severity::warning : Severity::info,
         is_coarse ? "DEID-VISUAL-TOO-COARSE" : "DEID-VISUAL-NONE",
         {},
         {},
         is_coarse ? "the pictures are too thick or too small for a face to be looked for: the "
                     "files are written as they are, and without code 113102"
                   : "no face was found: the files are written as they are, and without code "
                     "113102",
         is_coarse ? "look at them before they leave the house" : ""});
  }

  face::Defacer &defacer_;
  const HeadKnown &others_;
  std::vector<face::VerifiedRemoval> session_; ///< of the others, and of this series so far
  LookedAt out_;
};

} // namespace

LookedAt look_for_faces(const dicom::Series &series, const deid::Profile &profile,
                        const deid::Scrubber &scrubber, face::Defacer &defacer,
                        const HeadKnown &others) {
  return Look(defacer, others).at(series, profile, scrubber);
}

} // namespace curate::cleaning
