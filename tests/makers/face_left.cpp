#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#include <cstdio>
#include <fstream>
#include <optional>
#include <libcurate/nifti/read.hpp>
#include <cmath>
#include <libcurate/face/placing.hpp>
#include <libcurate/face/residual.hpp>
#include <libcurate/face/threshold.hpp>
#include "tests/face/judged.hpp"
using namespace curate;
using namespace curate::face;
using support::Head;
int main(int, char **arguments) {
  auto atlas = installed_atlas();
  Defacer defacer(std::make_shared<const PreparedAtlas>(std::move(*atlas)));
  Detector detector;
  std::optional<Head> head; std::uint64_t of_seed = 0;
  for (int a = 1; arguments[a]; ++a) {
    const bool real = std::string(arguments[a]).find('/') != std::string::npos;
    const int number = real ? 1000 : std::atoi(arguments[a]);
    if (const auto traits = support::traits_of_turned(number); traits.seed != of_seed) { head.emplace(traits); of_seed = traits.seed; }
    support::TurnedHead made;
    if (real) { auto read = nifti::read(arguments[a]); made.grid = read->grid; made.values = first_volume(read->voxels, read->grid); made.what = arguments[a]; }
    else made = support::turned_head_of(*head, number);
    const Defaced d = defacer.deface({made.values, made.grid});
    std::printf("%d %s %s\n", number, made.what.c_str(), d.verdict.code.c_str());
    if (!d.removal) continue;
    for (int w = 0; w <= 3; ++w) {
      Removal r = *d.removal; r.widened = w;
      const auto mask = mask_on(r, made.grid);
      std::vector<float> after = made.values; fill(after, made.grid, mask, r, Fill::background);
      Image image = resampled({after, made.grid}, 1); smooth(image);
      std::vector<float> levels = thresholds(image, Scale::arbitrary); levels.insert(levels.begin(), *d.threshold);
      for (float level : levels) {
        const auto surface = surface_of(image, level); if (!surface) continue;
        const Renderer renderer(*surface);
        double best = -9; int hits = 0; std::vector<std::uint8_t> bestp; View bv{}; int bl = 0, li = 0; Hit bh{}; Vec3 at{};
        for (const View &from : residual_views()) { const Sight sight = renderer.look(from, search_camera); li = 0; for (const Light &light : search_lights()) { ++li; const auto p = shaded(sight, light); for (const Hit &h : detector.faces(p, search_camera.pixels, search_camera.pixels, -1)) { if (h.score > 0) ++hits; if (h.score > best) { best = h.score; bestp = p; bv = from; bl = li; bh = h; const auto q = sight.point_at(h.left + h.width / 2, h.top + h.height / 2); at = q ? *q : Vec3{}; } } } }
        const Vec3 mid = (r.right_eye_ras_mm + r.left_eye_ras_mm) * 0.5;
        std::printf("  w%d level %.0f best %.2f (%d hits) yaw %.0f pitch %.0f light %d box %.0f px at %.0f right %.0f forward %.0f up of the eyes\n", w, level, best, hits, bv.yaw_deg, bv.pitch_deg, bl, bh.width, dot(at - mid, r.right), dot(at - mid, r.forward), dot(at - mid, r.up));
        if (best > 0 || w == 0) { std::ofstream o("/tmp/faces/left_" + std::to_string(number) + "_" + std::to_string(w) + "_" + std::to_string(static_cast<int>(level)) + ".pgm", std::ios::binary); o << "P5\n240 240\n255\n"; o.write(reinterpret_cast<const char *>(bestp.data()), static_cast<std::streamsize>(bestp.size())); }
      }
    }
    std::fflush(stdout);
  }
}
