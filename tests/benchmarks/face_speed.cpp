// What each part of taking a face away costs, on one core: a made head of 1 mm, 192 x 256 x 256,
// or the picture that CURATE_HEAD names.
// Run: build/release/tests/face_speed
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <libcurate/face/defacer.hpp>
#include <libcurate/face/locate.hpp>
#include <libcurate/face/own_brain.hpp>
#include <libcurate/face/residual.hpp>
#include <libcurate/face/threshold.hpp>

#include "tests/support/head.hpp"
#include "tests/support/nifti_file.hpp"

namespace {

using namespace curate;
using namespace curate::face;

/// The picture, and what the parts hand on to each other; made once.
struct Made {
  std::vector<float> values;
  volume::Grid grid{{192, 256, 256}, {}};
  Scale scale = Scale::arbitrary;
  Image smoothed;
  Search search;
  std::shared_ptr<const PreparedAtlas> atlas;

  Made() {
    if (const char *name = std::getenv("CURATE_HEAD")) {
      auto file = support::read_nifti_file(name);
      values = std::move(file.values);
      grid = {file.size, file.index_to_ras_mm};
      scale = scale_of(values);
    } else {
      grid.index_to_ras_mm = support::centred_grid(grid.size, {1, 1, 1}, {0, -10, -30});
      values = support::Head({}).sample({}, grid.index_to_ras_mm, grid.size, 1);
    }
    smoothed = resampled(view(), 1);
    smooth(smoothed);
    search = find_face(view(), detector());
    if (auto found = installed_atlas())
      atlas = std::make_shared<const PreparedAtlas>(std::move(*found));
  }
  ImageView view() const { return {values, grid, scale}; }

  static const Made &one() {
    static const Made made;
    return made;
  }
  static Detector &detector() {
    static Detector weights;
    return weights;
  }
};

void grid_and_smooth(benchmark::State &state) {
  const ImageView view = Made::one().view();
  for (auto _ : state) {
    Image image = resampled(view, 1);
    smooth(image);
    benchmark::DoNotOptimize(image.values.data());
  }
}
BENCHMARK(grid_and_smooth)->Unit(benchmark::kMillisecond);

void surface_at_a_threshold(benchmark::State &state) {
  const Made &made = Made::one();
  for (auto _ : state)
    benchmark::DoNotOptimize(surface_of(made.smoothed, made.search.threshold.value_or(0)));
}
BENCHMARK(surface_at_a_threshold)->Unit(benchmark::kMillisecond);

void make_a_renderer(benchmark::State &state) {
  const Made &made = Made::one();
  for (auto _ : state)
    benchmark::DoNotOptimize(Renderer(*made.search.surface));
}
BENCHMARK(make_a_renderer)->Unit(benchmark::kMillisecond);

void render_a_view(benchmark::State &state) {
  const Renderer renderer(*Made::one().search.surface);
  for (auto _ : state)
    benchmark::DoNotOptimize(renderer.look({10, -10}, search_camera));
}
BENCHMARK(render_a_view)->Unit(benchmark::kMillisecond);

void shade_a_light(benchmark::State &state) {
  const Sight sight = Renderer(*Made::one().search.surface).look({10, -10}, search_camera);
  for (auto _ : state)
    benchmark::DoNotOptimize(shaded(sight, search_lights()[1]));
}
BENCHMARK(shade_a_light)->Unit(benchmark::kMillisecond);

void detect_in_a_picture(benchmark::State &state) {
  const Sight sight = Renderer(*Made::one().search.surface).look({10, -10}, search_camera);
  const auto picture = shaded(sight, search_lights()[1]);
  for (auto _ : state)
    benchmark::DoNotOptimize(
        Made::detector().faces(picture, search_camera.pixels, search_camera.pixels, -1));
}
BENCHMARK(detect_in_a_picture)->Unit(benchmark::kMillisecond);

void find_a_face(benchmark::State &state) {
  const ImageView view = Made::one().view();
  for (auto _ : state)
    benchmark::DoNotOptimize(find_face(view, Made::detector()));
}
BENCHMARK(find_a_face)->Unit(benchmark::kMillisecond);

/// The parts that need a template head.
void with_atlas(benchmark::State &state, const auto &part) {
  const Made &made = Made::one();
  if (!made.atlas) return state.SkipWithError("there is no template head");
  for (auto _ : state)
    part(made);
}

void make_the_atlas_ready(benchmark::State &state) {
  with_atlas(state,
             [](const Made &made) { benchmark::DoNotOptimize(PreparedAtlas(made.atlas->atlas)); });
}
BENCHMARK(make_the_atlas_ready)->Unit(benchmark::kMillisecond);

void lay_the_atlas(benchmark::State &state) {
  with_atlas(state, [](const Made &made) {
    benchmark::DoNotOptimize(Registrar(made.atlas->pyramid, made.view()).best());
  });
}
BENCHMARK(lay_the_atlas)->Unit(benchmark::kMillisecond);

void grow_the_own_brain(benchmark::State &state) {
  if (!Made::one().atlas) return state.SkipWithError("there is no template head");
  const auto laid = Registrar(Made::one().atlas->pyramid, Made::one().view()).best();
  with_atlas(state, [&](const Made &made) {
    benchmark::DoNotOptimize(own_brain(made.view(), laid.atlas_to_subject));
  });
}
BENCHMARK(grow_the_own_brain)->Unit(benchmark::kMillisecond);

/// Of a head without its face: one with a face ends at the first picture.
void look_again(benchmark::State &state) {
  if (!Made::one().atlas) return state.SkipWithError("there is no template head");
  Defacer defacer(Made::one().atlas);
  const Defaced defaced = defacer.deface(Made::one().view());
  std::vector<float> without = Made::one().values;
  for (std::size_t at = 0; at < defaced.mask.size(); ++at)
    if (defaced.mask[at] != 0) without[at] = 0;
  const ImageView view{without, Made::one().grid, Made::one().scale};
  for (auto _ : state)
    benchmark::DoNotOptimize(residual_score(view, defaced.threshold, Made::detector()));
}
BENCHMARK(look_again)->Unit(benchmark::kMillisecond);

void deface_whole(benchmark::State &state) {
  with_atlas(state, [](const Made &made) {
    Defacer defacer(made.atlas);
    benchmark::DoNotOptimize(defacer.deface(made.view()));
  });
}
BENCHMARK(deface_whole)->Unit(benchmark::kMillisecond);

} // namespace
