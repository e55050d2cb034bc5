#include <algorithm>
#include <cstring>
#include <dlib/image_processing/frontal_face_detector.h>
#include <libcurate/face/detect.hpp>
#include <libcurate/face/window_filter.hpp>
#include <stdexcept>

namespace curate::face {

namespace {

using Dlib = dlib::frontal_face_detector;
using Picture = dlib::array2d<unsigned char>;
using Pyramid = dlib::pyramid_down<6>;

/// One of the detector's five: front, to either side, and leaning to either side.
struct Looking {
  std::vector<Separable> weights;
  double bar = 0;
};

/// dlib's weights: read once, used by all.
struct Weights {
  Dlib detector = dlib::get_frontal_face_detector();
  std::vector<Looking> all;

  Weights() {
    for (unsigned long n = 0; n < detector.num_detectors(); ++n) {
      const auto &bank = detector.get_processed_w(n).get_detect_argument();
      Looking looking;
      looking.bar = detector.get_w(n)(detector.get_scanner().get_num_dimensions());
      for (std::size_t plane = 0; plane < bank.row_filters.size(); ++plane)
        for (std::size_t i = 0; i < bank.row_filters[plane].size(); ++i) {
          const auto &row = bank.row_filters[plane][i], &column = bank.col_filters[plane][i];
          Separable one{static_cast<int>(plane), {}, {}};
          if (row.size() != GradientCells::window || column.size() != GradientCells::window)
            throw std::logic_error("dlib's detector of faces has windows of another size");
          std::copy(row.begin(), row.end(), one.across.begin());
          std::copy(column.begin(), column.end(), one.down.begin());
          looking.weights.push_back(one);
        }
      all.push_back(std::move(looking));
    }
  }

  static const Weights &only() {
    static const Weights weights;
    return weights;
  }
};

/// How many sizes of a picture dlib looks at: each 5/6 of the one before.
int level_count(const Picture &picture, const Dlib &detector) {
  const auto &scanner = detector.get_scanner();
  dlib::rectangle rect = dlib::get_rect(picture);
  int levels = 0;
  do {
    rect = Pyramid().rect_down(rect);
    ++levels;
  } while (rect.width() >= scanner.get_min_pyramid_layer_width() &&
           rect.height() >= scanner.get_min_pyramid_layer_height());
  return levels;
}

} // namespace

/// What a look at a picture needs, kept from one to the next.
struct Detector::Workshop {
  const Weights &weights = Weights::only();
  CellGatherer gatherer;
  std::vector<GradientCells> levels;
  WindowFilter filter;

  void look_at(Picture &picture) {
    levels.resize(static_cast<std::size_t>(level_count(picture, weights.detector)));
    Picture smaller;
    for (GradientCells &cells : levels) {
      if (&cells != &levels.front()) {
        Pyramid()(picture, smaller);
        dlib::swap(picture, smaller);
      }
      gatherer.gather({&picture[0][0], picture.size()}, static_cast<int>(picture.nc()),
                      static_cast<int>(picture.nr()), cells);
    }
  }

  using Found = std::pair<double, dlib::rectangle>;
  /// The windows of one of the five that reach a bar, best first.
  std::vector<Found> windows(const Looking &looking, double bar) {
    const auto &scanner = weights.detector.get_scanner();
    constexpr int size = GradientCells::window;
    const auto inner = size - 2 * scanner.get_padding();
    std::vector<Found> found;
    for (unsigned level = 0; level < levels.size(); ++level) {
      const GradientCells &cells = levels[level];
      filter.apply(cells, looking.weights);
      for (int row = 0; row < cells.rows; ++row)
        for (int column = 0; column < cells.columns; ++column) {
          const auto fit = static_cast<double>(filter.fit(row, column));
          if (fit < bar) continue;
          const dlib::point middle(column + size / 2, row + size / 2);
          const dlib::rectangle box = scanner.get_feature_extractor().feats_to_image(
              dlib::centered_rect(middle, inner, inner), GradientCells::cell_pixels, size, size);
          found.emplace_back(fit, Pyramid().rect_up(box, level));
        }
    }
    std::sort(found.rbegin(), found.rend(), dlib::impl::compare_pair_rect);
    return found;
  }
};

Detector::Detector() : workshop_(std::make_unique<Workshop>()) {}
Detector::~Detector() = default;

std::vector<Hit> Detector::faces(std::span<const std::uint8_t> grey, int width, int height,
                                 double bar) {
  Picture picture(height, width);
  for (int row = 0; row < height; ++row)
    std::memcpy(&picture[row][0], grey.data() + static_cast<std::ptrdiff_t>(row) * width,
                static_cast<std::size_t>(width));
  workshop_->look_at(picture);
  std::vector<dlib::rect_detection> all;
  const auto &five = workshop_->weights.all;
  for (std::size_t n = 0; n < five.size(); ++n)
    for (const auto &[fit, box] : workshop_->windows(five[n], five[n].bar + bar)) {
      dlib::rect_detection one;
      one.detection_confidence = fit - five[n].bar;
      one.weight_index = n;
      one.rect = box;
      all.push_back(one);
    }
  std::sort(all.rbegin(), all.rend());
  // Of boxes that lie over each other the best.
  const auto &tester = workshop_->weights.detector.get_overlap_tester();
  std::vector<dlib::rect_detection> kept;
  for (const dlib::rect_detection &one : all)
    if (std::ranges::none_of(kept, [&](const auto &other) { return tester(other.rect, one.rect); }))
      kept.push_back(one);
  std::vector<Hit> hits;
  for (const dlib::rect_detection &one : kept)
    hits.push_back({.score = one.detection_confidence,
                    .left = static_cast<double>(one.rect.left()),
                    .top = static_cast<double>(one.rect.top()),
                    .width = static_cast<double>(one.rect.width()),
                    .height = static_cast<double>(one.rect.height())});
  return hits;
}

} // namespace curate::face
