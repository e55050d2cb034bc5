#include <algorithm>
#include <cstring>
#include <libcurate/volume/resample.hpp>
#include <libcurate/volume/scaling.hpp>
#include <libcurate/volume/scatter.hpp>
#include <libcurate/volume/voxels.hpp>

namespace curate::volume {
namespace {

constexpr std::size_t largest_frame_bytes = std::size_t{1} << 30;
constexpr std::size_t most_frames_at_once = 32; // 64 bytes, a line of the cache, of 16-bit voxels
constexpr std::size_t largest_volume_bytes = std::size_t{1} << 36;

Result<VoxelType> stored_type(std::span<const dicom::Frame> frames, const Stack &stack) {
  dicom::PixelFormat widest = frames[stack.frames.front()].format;
  bool is_mixed = false;
  for (const std::size_t at : stack.frames) {
    const dicom::PixelFormat &format = frames[at].format;
    if (format.rows != widest.rows || format.columns != widest.columns ||
        format.samples_per_pixel != widest.samples_per_pixel ||
        format.bits_allocated != widest.bits_allocated || format.is_float != widest.is_float)
      return problem("VOLUME-SIZE", "the frames of the picture differ in size or format");
    is_mixed |= format.is_signed != widest.is_signed;
    widest.bits_stored = std::max(widest.bits_stored, format.bits_stored);
  }
  const auto refused = problem("VOLUME-PIXEL-FORMAT", "pixels of this format are not converted");
  if (widest.photometric == dicom::Photometric::palette) return refused;
  if (widest.samples_per_pixel == 3 && widest.bits_allocated == 8) return VoxelType::rgb24;
  if (widest.samples_per_pixel != 1) return refused;
  const bool fits_signed = widest.bits_stored < widest.bits_allocated;
  if (is_mixed && !fits_signed) return refused;
  const bool is_signed = widest.is_signed || is_mixed;
  switch (widest.bits_allocated) {
  case 1:
    return VoxelType::u8;
  case 8:
    return is_signed ? VoxelType::i8 : VoxelType::u8;
  case 16:
    return is_signed || fits_signed ? VoxelType::i16 : VoxelType::u16;
  case 32:
    if (widest.is_float) return VoxelType::f32;
    return is_signed ? VoxelType::i32 : VoxelType::u32;
  case 64:
    if (widest.is_float) return VoxelType::f64;
    return refused;
  }
  return refused;
}

template <typename T>
void scale(std::span<const std::byte> stored, std::span<std::byte> out, const Linear &linear) {
  for (std::size_t i = 0; i * sizeof(T) < stored.size(); ++i) {
    T value;
    std::memcpy(&value, stored.data() + i * sizeof(T), sizeof(T));
    const auto real =
        static_cast<float>(static_cast<double>(value) * linear.slope + linear.intercept);
    std::memcpy(out.data() + i * sizeof real, &real, sizeof real);
  }
}

void scale(VoxelType type, std::span<const std::byte> stored, std::span<std::byte> out,
           const Linear &linear) {
  switch (type) {
  case VoxelType::u8:
    return scale<std::uint8_t>(stored, out, linear);
  case VoxelType::i8:
    return scale<std::int8_t>(stored, out, linear);
  case VoxelType::u16:
    return scale<std::uint16_t>(stored, out, linear);
  case VoxelType::i16:
    return scale<std::int16_t>(stored, out, linear);
  case VoxelType::u32:
    return scale<std::uint32_t>(stored, out, linear);
  case VoxelType::i32:
    return scale<std::int32_t>(stored, out, linear);
  case VoxelType::f32:
    return scale<float>(stored, out, linear);
  case VoxelType::f64:
    return scale<double>(stored, out, linear);
  case VoxelType::rgb24:
    return;
  }
}

// Reads frame after frame and lays each in its place.
class Reader {
public:
  Reader(std::span<const dicom::Frame> frames, dicom::Manufacturer manufacturer, const Stack &stack,
         const Decode &decode)
      : frames_(frames), manufacturer_(manufacturer), stack_(stack), decode_(decode),
        strides_(strides_of(stack.lattice, stack.storage)) {}

  Result<Voxels> read() {
    const auto type = stored_type(frames_, stack_);
    if (!type) return tl::unexpected(type.error());
    stored_type_ = *type;
    const dicom::PixelFormat &format = frames_[stack_.frames.front()].format;
    frame_voxels_ =
        static_cast<std::size_t>(format.rows) * static_cast<std::size_t>(format.columns);
    const auto &size = stack_.lattice.size;
    for (const int extent : size)
      volume_voxels_ *= static_cast<std::size_t>(extent);
    choose_scaling();
    const auto volumes = static_cast<std::size_t>(stack_.volume_count);
    if (frame_voxels_ > largest_frame_bytes / size_of(stored_type_) ||
        volume_voxels_ > largest_volume_bytes / size_of(out_.type) / volumes)
      return problem("VOLUME-TOO-LARGE", "the picture is larger than any scanner makes");
    out_.volume_count = stack_.volume_count;
    // Where a column is not stored as a run, frames are laid down together.
    const bool is_across = !stack_.is_mosaic && strides_.step[0] != 1;
    frames_at_once_ = is_across ? most_frames_at_once : 1;
    for (std::size_t i = 0; i < stack_.frames.size(); ++i)
      if (auto read = read_frame(i); !read) return tl::unexpected(read.error());
    return std::move(out_);
  }

private:
  void choose_scaling() {
    const Linear first = scaling_of(frames_[stack_.frames.front()], manufacturer_);
    const bool is_uniform = std::ranges::all_of(stack_.frames, [&](std::size_t at) {
      return scaling_of(frames_[at], manufacturer_) == first;
    });
    out_.type = stored_type_;
    if (stored_type_ == VoxelType::rgb24) return;
    is_scaled_ = !is_uniform;
    if (is_scaled_) {
      out_.type = VoxelType::f32;
    } else {
      out_.slope = first.slope;
      out_.intercept = first.intercept;
    }
  }

  Result<void> read_frame(std::size_t index) {
    Buffer &buffer = buffers_[waiting_];
    buffer.stored.resize(frame_voxels_ * size_of(stored_type_));
    const std::size_t frame = stack_.frames[index];
    if (auto decoded = decode_(frame, buffer.stored); !decoded) return decoded;
    // Room for the voxels is made only after a first frame was there: sizes in headers may lie.
    out_.bytes.resize(volume_voxels_ * static_cast<std::size_t>(stack_.volume_count) *
                      size_of(out_.type));
    if (is_scaled_) {
      buffer.scaled.resize(frame_voxels_ * size_of(VoxelType::f32));
      scale(stored_type_, buffer.stored, buffer.scaled, scaling_of(frames_[frame], manufacturer_));
    }
    values_[waiting_] = is_scaled_ ? buffer.scaled : buffer.stored;
    ++waiting_;
    const auto slices = static_cast<std::size_t>(stack_.lattice.size[2]);
    if (stack_.is_mosaic) {
      for (std::size_t slice = 0; slice < slices; ++slice)
        scatter(values_[0], out_.bytes,
                place(stack_.is_tile_order_reversed ? slices - 1 - slice : slice, slice, index));
      waiting_ = 0;
    } else if (waiting_ == frames_at_once_ || index % slices == slices - 1) {
      const std::size_t first = index + 1 - waiting_;
      const Scatter how = place(0, first % slices, first / slices);
      if (frames_at_once_ == 1)
        scatter(values_[0], out_.bytes, how);
      else
        scatter(std::span(values_).first(waiting_), strides_.step[2], out_.bytes, how);
      waiting_ = 0;
    }
    return {};
  }

  // Where one slice is found in its frame, and where it goes.
  Scatter place(std::size_t tile, std::size_t slice, std::size_t volume) const {
    const auto columns = static_cast<std::size_t>(frames_[stack_.frames.front()].format.columns);
    Scatter how;
    how.voxel_bytes = size_of(out_.type);
    how.columns = static_cast<std::size_t>(stack_.lattice.size[0]);
    how.rows = static_cast<std::size_t>(stack_.lattice.size[1]);
    const std::size_t across = columns / how.columns;
    how.source_first = (tile / across) * how.rows * columns + (tile % across) * how.columns;
    how.source_row_step = columns;
    how.target_first = strides_.first + static_cast<std::ptrdiff_t>(slice) * strides_.step[2] +
                       static_cast<std::ptrdiff_t>(volume * volume_voxels_);
    how.target_column_step = strides_.step[0];
    how.target_row_step = strides_.step[1];
    return how;
  }

  std::span<const dicom::Frame> frames_;
  dicom::Manufacturer manufacturer_;
  const Stack &stack_;
  const Decode &decode_;
  Strides strides_;
  VoxelType stored_type_ = VoxelType::i16;
  std::size_t frame_voxels_ = 0, volume_voxels_ = 1;
  bool is_scaled_ = false;
  struct Buffer {
    std::vector<std::byte> stored, scaled;
  };
  std::array<Buffer, most_frames_at_once> buffers_;
  std::array<std::span<const std::byte>, most_frames_at_once> values_;
  std::size_t frames_at_once_ = 1, waiting_ = 0;
  Voxels out_;
};

} // namespace

std::size_t size_of(VoxelType type) {
  switch (type) {
  case VoxelType::u8:
  case VoxelType::i8:
    return 1;
  case VoxelType::u16:
  case VoxelType::i16:
    return 2;
  case VoxelType::rgb24:
    return 3;
  case VoxelType::u32:
  case VoxelType::i32:
  case VoxelType::f32:
    return 4;
  case VoxelType::f64:
    return 8;
  }
  return 0;
}

Result<Voxels> read_voxels(std::span<const dicom::Frame> frames, dicom::Manufacturer manufacturer,
                           const Stack &stack, const Decode &decode) {
  if (!stack.resampling) return Reader(frames, manufacturer, stack, decode).read();
  Stack as_taken = stack; // not turned: what is stored is made of it
  as_taken.lattice.size = stack.resampling->source_size;
  as_taken.storage = {AxisUse{0, false}, AxisUse{1, false}, AxisUse{2, false}};
  const auto source = Reader(frames, manufacturer, as_taken, decode).read();
  if (!source) return source;
  Resampling how = *stack.resampling;
  if (source->type == VoxelType::f32 && frames[stack.frames.front()].format.is_float == false)
    how.padding.reset(); // values were scaled: it would be another number on each slice
  return resample(*source, stack.lattice, stack.storage, how);
}

} // namespace curate::volume
