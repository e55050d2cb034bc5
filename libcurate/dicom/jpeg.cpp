#include "libcurate/dicom/jpeg.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdatset.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dcvrcs.h>
#include <dcmtk/dcmdata/dcvris.h>
#include <dcmtk/dcmdata/dcvrus.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/oflog/oflog.h>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace curate::dicom {

namespace {

int byte_at(std::span<const std::byte> bytes, std::size_t at) {
  return std::to_integer<int>(bytes[at]);
}

int big_16(std::span<const std::byte> bytes, std::size_t at) {
  return byte_at(bytes, at) * 256 + byte_at(bytes, at + 1);
}

bool begins_with(std::span<const std::byte> bytes, std::string_view letters) {
  return bytes.size() >= letters.size() &&
         std::memcmp(bytes.data(), letters.data(), letters.size()) == 0;
}

/// SOF0…SOF15 but DHT, JPG and DAC; SOF55 of JPEG-LS. Source: ITU-T T.81, table B.1; T.87, C.1.1.
bool begins_frame(int marker) {
  if (marker == 0xF7) return true;
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Whether a segment with a length may stand before the frame header: tables (DHT, DAC, DQT, DNL,
/// DRI, DHP, EXP), APPn, JPGn, COM. Others have no business there; on one of them, TEM, DCMTK 3.6.7
/// waits forever. Source: ITU-T T.81, table B.1.
bool may_lead(int marker) {
  return marker == 0xC4 || marker == 0xC8 || marker == 0xCC || (marker >= 0xDB && marker <= 0xFE);
}

E_TransferSyntax syntax_of(int frame_marker) {
  switch (frame_marker) {
  case 0xC0:
    return EXS_JPEGProcess1;
  case 0xC1:
    return EXS_JPEGProcess2_4;
  case 0xC2:
    return EXS_JPEGProcess10_12;
  case 0xC3:
    return EXS_JPEGProcess14;
  case 0xF7:
    return EXS_JPEGLSLossy;
  default:
    return EXS_Unknown;
  }
}

/// Lossy streams say themselves what their colours are: headers often say what the picture was
/// before it was compressed. DCMTK is told, and gives RGB.
const char *name_of(const JpegHeader &header, Photometric photometric) {
  if (header.components == 1) return "MONOCHROME2";
  const bool is_said_ybr =
      photometric == Photometric::ybr_full || photometric == Photometric::ybr_full_422;
  return header.is_ybr.value_or(is_said_ybr) ? "YBR_FULL" : "RGB";
}

/// The processes that lose: their decoder turns the colours itself.
bool is_lossy(int frame_marker) {
  return frame_marker != 0xC3 && frame_marker != 0xF7;
}

void register_codecs_once() {
  static std::once_flag once;
  std::call_once(once, [] {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL); // its messages may hold values from the data
    DJDecoderRegistration::registerCodecs();
    DJLSDecoderRegistration::registerCodecs();
  });
}

/// The smallest data set from which DCMTK decodes one frame.
std::unique_ptr<DcmDataset> data_set_of(std::span<const std::byte> stream, const JpegHeader &header,
                                        Photometric photometric, DcmPixelData *&pixels) {
  auto set = std::make_unique<DcmDataset>();
  // Each with its VR: to look one up, DCMTK would first read its whole dictionary from disk.
  const auto put = [&set](const DcmTagKey &tag, int value) {
    auto number = std::make_unique<DcmUnsignedShort>(DcmTag(tag, EVR_US));
    number->putUint16(static_cast<Uint16>(value), 0);
    set->insert(number.release()); // the data set owns its elements
  };
  put(DCM_Rows, header.rows);
  put(DCM_Columns, header.columns);
  put(DCM_SamplesPerPixel, header.components);
  put(DCM_PlanarConfiguration, 0);
  put(DCM_BitsAllocated, header.precision_bits > 8 ? 16 : 8);
  put(DCM_BitsStored, header.precision_bits);
  put(DCM_HighBit, header.precision_bits - 1);
  put(DCM_PixelRepresentation, 0);
  auto photometry = std::make_unique<DcmCodeString>(DcmTag(DCM_PhotometricInterpretation, EVR_CS));
  photometry->putString(name_of(header, photometric));
  set->insert(photometry.release());
  auto frames = std::make_unique<DcmIntegerString>(DcmTag(DCM_NumberOfFrames, EVR_IS));
  frames->putString("1");
  set->insert(frames.release());

  auto fragment = std::make_unique<DcmPixelItem>(DcmTag(DCM_PixelItemTag, EVR_OB));
  std::vector<Uint8> even(stream.size() + stream.size() % 2, 0);
  std::memcpy(even.data(), stream.data(), stream.size());
  fragment->putUint8Array(even.data(), static_cast<unsigned long>(even.size()));
  auto sequence = std::make_unique<DcmPixelSequence>(DcmTag(DCM_PixelSequenceTag, EVR_OB));
  sequence->insert(
      new DcmPixelItem(DcmTag(DCM_PixelItemTag, EVR_OB))); // the sequence owns its items
  sequence->insert(fragment.release());
  auto element = std::make_unique<DcmPixelData>(DcmTag(DCM_PixelData, EVR_OW));
  element->putOriginalRepresentation(syntax_of(header.frame_marker), nullptr, sequence.release());
  pixels = element.get();
  set->insert(element.release());
  return set;
}

void widen(std::span<const std::byte> from, std::size_t from_bytes, std::span<std::byte> to,
           std::size_t to_bytes, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t b = 0; b < to_bytes; ++b)
      to[i * to_bytes + b] = b < from_bytes ? from[i * from_bytes + b] : std::byte{0};
  }
}

} // namespace

std::optional<JpegHeader> read_jpeg_header(std::span<const std::byte> stream) {
  if (stream.size() < 4 || byte_at(stream, 0) != 0xFF || byte_at(stream, 1) != 0xD8) return {};
  std::optional<bool> is_ybr;
  std::size_t at = 2;
  while (at + 4 <= stream.size()) {
    if (byte_at(stream, at) != 0xFF) return {};
    const int marker = byte_at(stream, at + 1);
    if (marker == 0xFF) { // a fill byte
      ++at;
      continue;
    }
    if (begins_frame(marker)) {
      if (at + 10 > stream.size()) return {};
      JpegHeader header{marker,
                        byte_at(stream, at + 4),
                        big_16(stream, at + 5),
                        big_16(stream, at + 7),
                        byte_at(stream, at + 9),
                        {}};
      if (header.components == 3 && is_lossy(marker)) {
        // Only chrominance is ever given fewer samples.
        const bool is_halved =
            at + 15 <= stream.size() && byte_at(stream, at + 11) != byte_at(stream, at + 14);
        header.is_ybr = is_halved ? true : is_ybr;
      }
      return header;
    }
    if (!may_lead(marker)) return {};
    const int length = big_16(stream, at + 2);
    if (length < 2) return {};
    const auto segment = stream.subspan(
        at + 4, std::min(static_cast<std::size_t>(length - 2), stream.size() - at - 4));
    if (marker == 0xE0 && begins_with(segment, "JFIF") && !is_ybr) is_ybr = true;
    if (marker == 0xEE && begins_with(segment, "Adobe") && segment.size() >= 12)
      is_ybr = byte_at(segment, 11) == 1;
    at += 2 + static_cast<std::size_t>(length);
  }
  return {};
}

Result<Colours> decode_jpeg(std::span<const std::byte> stream, const PixelFormat &format,
                            std::span<std::byte> out) {
  const auto header = read_jpeg_header(stream);
  if (!header) return problem("PIXELS-DAMAGED", "a JPEG frame has no frame header");
  if (header->rows != format.rows || header->columns != format.columns ||
      header->components != format.samples_per_pixel)
    return problem("PIXELS-SIZE", "a JPEG frame has another size than the header says");
  if (header->precision_bits < 2 || header->precision_bits > 16 ||
      header->precision_bits > format.bits_allocated || format.bits_allocated > 32)
    return problem("PIXELS-FORMAT", "a JPEG frame has another depth than the header says");
  if (syntax_of(header->frame_marker) == EXS_Unknown)
    return problem("PIXELS-CODING", "a JPEG process that this program does not decode");

  register_codecs_once();
  DcmPixelData *pixels = nullptr;
  const auto set = data_set_of(stream, *header, format.photometric, pixels);
  const std::size_t count = static_cast<std::size_t>(format.rows) *
                            static_cast<std::size_t>(format.columns) *
                            static_cast<std::size_t>(format.samples_per_pixel);
  const std::size_t decoded_bytes = header->precision_bits > 8 ? 2 : 1;
  const auto wanted_bytes = static_cast<std::size_t>(format.bits_allocated) / 8;
  const bool is_direct = decoded_bytes == wanted_bytes && count * decoded_bytes % 2 == 0;
  std::vector<std::byte> buffer(is_direct ? 0 : count * decoded_bytes + count % 2);
  const std::span<std::byte> target = is_direct ? out : std::span(buffer);
  Uint32 fragment = 1;
  OFString colours;
  const OFCondition done = pixels->getUncompressedFrame(
      set.get(), 0, fragment, target.data(), static_cast<Uint32>(target.size()), colours, nullptr);
  if (done.bad()) return problem("PIXELS-DAMAGED", "a JPEG frame cannot be decoded");
  if (!is_direct) widen(buffer, decoded_bytes, out, wanted_bytes, count);
  const bool is_rgb = colours == "RGB" || is_lossy(header->frame_marker);
  return is_rgb ? Colours::rgb : Colours::as_stored;
}

} // namespace curate::dicom
