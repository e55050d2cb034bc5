#include "tests/support/encapsulate.hpp"

#include <cmath>
#include <cstring>
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdatset.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmdata/dcuid.h>
#include <dcmtk/dcmimage/diregist.h> // without it the encoders refuse colours
#include <dcmtk/dcmjpeg/djencode.h>
#include <dcmtk/dcmjpls/djencode.h>
#include <dcmtk/oflog/oflog.h>
#include <memory>
#include <openjpeg.h>
#include <stdexcept>

namespace curate::support {

namespace {

void register_encoders_once() {
  static const bool done = [] {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    DJEncoderRegistration::registerCodecs();
    DJLSEncoderRegistration::registerCodecs();
    DcmRLEEncoderRegistration::registerCodecs();
    return true;
  }();
  (void)done;
}

void put(DcmDataset &set, const DcmTagKey &tag, int value) {
  set.putAndInsertUint16(tag, static_cast<Uint16>(value));
}

void append_32(PixelBytes &out, std::uint32_t value) {
  for (int i = 0; i < 4; ++i)
    out.push_back(static_cast<std::byte>(value >> (8 * i)));
}

OPJ_SIZE_T write_some(void *from, OPJ_SIZE_T count, void *user) {
  auto &out = *static_cast<PixelBytes *>(user);
  const auto *bytes = static_cast<const std::byte *>(from);
  out.insert(out.end(), bytes, bytes + count);
  return count;
}

std::int32_t sample_at(std::span<const std::byte> pixels, const dicom::PixelFormat &format,
                       std::size_t index) {
  if (format.bits_allocated == 8) {
    const auto value = std::to_integer<std::uint8_t>(pixels[index]);
    return format.is_signed ? static_cast<std::int8_t>(value) : value;
  }
  std::uint16_t value = 0;
  std::memcpy(&value, pixels.data() + 2 * index, 2);
  return format.is_signed ? static_cast<std::int16_t>(value) : value;
}

PixelBytes compressed_2000(std::span<const std::byte> pixels, const dicom::PixelFormat &format) {
  const auto components = static_cast<OPJ_UINT32>(format.samples_per_pixel);
  std::vector<opj_image_cmptparm_t> parts(components);
  for (auto &part : parts) {
    part = {};
    part.dx = part.dy = 1;
    part.w = static_cast<OPJ_UINT32>(format.columns);
    part.h = static_cast<OPJ_UINT32>(format.rows);
    part.prec = static_cast<OPJ_UINT32>(format.bits_stored);
    part.sgnd = format.is_signed ? 1 : 0;
  }
  opj_image_t *image = opj_image_create(components, parts.data(),
                                        components == 3 ? OPJ_CLRSPC_SRGB : OPJ_CLRSPC_GRAY);
  image->x1 = static_cast<OPJ_UINT32>(format.columns);
  image->y1 = static_cast<OPJ_UINT32>(format.rows);
  const std::size_t count = std::size_t{image->x1} * image->y1;
  for (OPJ_UINT32 c = 0; c < components; ++c) {
    for (std::size_t i = 0; i < count; ++i)
      image->comps[c].data[i] = sample_at(pixels, format, i * components + c);
  }
  opj_cparameters_t parameters;
  opj_set_default_encoder_parameters(&parameters);
  parameters.tcp_numlayers = 1;
  parameters.cp_disto_alloc = 1;
  parameters.tcp_mct = components == 3 ? 1 : 0;
  parameters.numresolution = 3;
  opj_codec_t *codec = opj_create_compress(OPJ_CODEC_J2K);
  opj_setup_encoder(codec, &parameters, image);
  PixelBytes out;
  opj_stream_t *stream = opj_stream_create(std::size_t{1} << 20, OPJ_FALSE);
  opj_stream_set_user_data(stream, &out, nullptr);
  opj_stream_set_write_function(stream, write_some);
  const bool is_good = opj_start_compress(codec, image, stream) != OPJ_FALSE &&
                       opj_encode(codec, stream) != OPJ_FALSE &&
                       opj_end_compress(codec, stream) != OPJ_FALSE;
  opj_stream_destroy(stream);
  opj_destroy_codec(codec);
  opj_image_destroy(image);
  if (!is_good) throw std::runtime_error("OpenJPEG refused");
  return out;
}

} // namespace

PixelBytes compressed(std::span<const std::byte> pixels, const dicom::PixelFormat &format,
                      const std::string &transfer_syntax_uid) {
  if (transfer_syntax_uid.starts_with("1.2.840.10008.1.2.4.9"))
    return compressed_2000(pixels, format);
  register_encoders_once();
  DcmDataset set;
  put(set, DCM_Rows, format.rows);
  put(set, DCM_Columns, format.columns);
  put(set, DCM_SamplesPerPixel, format.samples_per_pixel);
  put(set, DCM_BitsAllocated, format.bits_allocated);
  put(set, DCM_BitsStored, format.bits_stored);
  put(set, DCM_HighBit, format.high_bit);
  put(set, DCM_PixelRepresentation, format.is_signed ? 1 : 0);
  if (format.samples_per_pixel > 1) put(set, DCM_PlanarConfiguration, 0);
  set.putAndInsertString(DCM_PhotometricInterpretation,
                         format.samples_per_pixel == 3 ? "RGB" : "MONOCHROME2");
  set.putAndInsertString(DCM_SOPClassUID, UID_SecondaryCaptureImageStorage);
  set.putAndInsertString(DCM_SOPInstanceUID, "2.25.1");
  auto element = std::make_unique<DcmPixelData>(DCM_PixelData);
  if (format.bits_allocated == 8) {
    element->setVR(EVR_OB);
    element->putUint8Array(reinterpret_cast<const Uint8 *>(pixels.data()),
                           static_cast<unsigned long>(pixels.size()));
  } else {
    element->setVR(EVR_OW);
    std::vector<Uint16> words(pixels.size() / 2);
    std::memcpy(words.data(), pixels.data(), words.size() * 2);
    element->putUint16Array(words.data(), static_cast<unsigned long>(words.size()));
  }
  DcmPixelData *raw = element.get();
  set.insert(element.release());
  const E_TransferSyntax syntax = DcmXfer(transfer_syntax_uid.c_str()).getXfer();
  if (set.chooseRepresentation(syntax, nullptr).bad()) throw std::runtime_error("DCMTK refused");
  DcmPixelSequence *sequence = nullptr;
  raw->getEncapsulatedRepresentation(syntax, nullptr, sequence);
  PixelBytes out;
  for (unsigned long i = 1; sequence != nullptr && i < sequence->card(); ++i) {
    DcmPixelItem *item = nullptr;
    Uint8 *bytes = nullptr;
    sequence->getItem(item, i);
    item->getUint8Array(bytes);
    const auto *from = reinterpret_cast<const std::byte *>(bytes);
    out.insert(out.end(), from, from + item->getLength());
  }
  if (out.empty()) throw std::runtime_error("DCMTK gave nothing");
  return out;
}

PixelBytes encapsulated(const std::vector<PixelBytes> &frames, OffsetTable table,
                        std::size_t fragments_per_frame) {
  PixelBytes items;
  std::vector<std::uint32_t> offsets;
  for (const PixelBytes &frame : frames) {
    offsets.push_back(static_cast<std::uint32_t>(items.size()));
    const std::size_t step = (frame.size() / fragments_per_frame + 2) / 2 * 2;
    for (std::size_t at = 0; at < frame.size(); at += step) {
      const std::size_t length = std::min(step, frame.size() - at);
      append_32(items, 0xE000FFFE);
      append_32(items, static_cast<std::uint32_t>(length + length % 2));
      const auto from = frame.begin() + static_cast<std::ptrdiff_t>(at);
      items.insert(items.end(), from, from + static_cast<std::ptrdiff_t>(length));
      if (length % 2 == 1) items.push_back(std::byte{0});
    }
  }
  PixelBytes out;
  append_32(out, 0xE000FFFE);
  append_32(out, table == OffsetTable::empty ? 0 : static_cast<std::uint32_t>(4 * offsets.size()));
  for (const std::uint32_t offset : offsets) {
    if (table != OffsetTable::empty)
      append_32(out, table == OffsetTable::wrong ? offset + 6 : offset);
  }
  out.insert(out.end(), items.begin(), items.end());
  append_32(out, 0xE0DDFFFE);
  append_32(out, 0);
  return out;
}

PixelBytes made_pixels(const dicom::PixelFormat &format, std::uint32_t seed) {
  PixelBytes out;
  std::uint32_t noise = seed * 2654435761U + 1;
  const double top =
      std::ldexp(1.0, format.is_signed ? format.bits_stored - 1 : format.bits_stored) - 1;
  for (int row = 0; row < format.rows; ++row) {
    for (int column = 0; column < format.columns; ++column) {
      for (int sample = 0; sample < format.samples_per_pixel; ++sample) {
        noise = noise * 1664525U + 1013904223U;
        const double wave = std::sin(0.2 * row + sample + seed) * std::cos(0.15 * column);
        const double value =
            format.is_signed ? top * (0.9 * wave + 0.05) : top * (0.5 + 0.45 * wave);
        const auto whole =
            static_cast<std::int64_t>(value) + static_cast<std::int64_t>(noise >> 30);
        for (int b = 0; b < format.bits_allocated / 8; ++b)
          out.push_back(static_cast<std::byte>(whole >> (8 * b)));
      }
    }
  }
  return out;
}

} // namespace curate::support
