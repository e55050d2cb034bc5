#include "tests/support/dicom_writer.hpp"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmdata/dcrlerp.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmjpeg/djencode.h>
#include <dcmtk/dcmjpeg/djrplol.h>
#include <dcmtk/dcmjpeg/djrploss.h>
#include <dcmtk/dcmjpls/djencode.h>
#include <dcmtk/dcmjpls/djrparam.h>
#include <fstream>
#include <iconv.h>
#include <libcurate/base/text.hpp>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace curate::support {

namespace {

void must(const OFCondition &condition, const char *what) {
  if (condition.bad()) throw std::runtime_error(std::string(what) + ": " + condition.text());
}

/// DCMTK finds codecs in one table of the whole program.
void register_encoders() {
  static std::once_flag once;
  std::call_once(once, [] {
    DJEncoderRegistration::registerCodecs();
    constexpr OFBool is_cooked = OFFalse; // pixels as they are, not as they would be shown
    DJLSEncoderRegistration::registerCodecs(0, 0, 0, 0, is_cooked);
    DcmRLEEncoderRegistration::registerCodecs();
    OFLog::configure(OFLogger::WARN_LOG_LEVEL);
  });
}

std::string vr_name(dicom::Vr vr) {
  const auto code = static_cast<std::uint16_t>(vr);
  return {static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
}

std::vector<Uint8> as_uint8(const ByteString &bytes) {
  std::vector<Uint8> out(bytes.size());
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<Uint8>(bytes[i]);
  return out;
}

/// Pixels need an element of their own class, which can be compressed.
void put_pixels(DcmItem &item, const DcmTag &tag, const Element &element) {
  auto made = std::make_unique<DcmPixelData>(tag);
  if (element.vr == dicom::Vr::OW) {
    must(made->putUint16Array(element.words.data(),
                              static_cast<unsigned long>(element.words.size())),
         "words");
  } else {
    const std::vector<Uint8> bytes = as_uint8(element.bytes);
    must(made->putUint8Array(bytes.data(), static_cast<unsigned long>(bytes.size())), "bytes");
  }
  must(item.insert(made.release(), OFTrue), "pixels");
}

void fill(DcmItem &item, const Elements &elements);

void put(DcmItem &item, dicom::Tag tag, const Element &element) {
  const std::string name = vr_name(element.vr);
  const DcmTag dcm_tag(tag.group, tag.element, DcmVR(name.c_str()));
  if (element.vr == dicom::Vr::SQ) {
    for (const Elements &each : element.items) {
      auto made = std::make_unique<DcmItem>();
      fill(*made, each);
      must(item.insertSequenceItem(dcm_tag, made.release()), "sequence");
    }
  } else if (tag == dicom::tags::pixel_data) {
    put_pixels(item, dcm_tag, element);
  } else if (!element.words.empty()) {
    must(item.putAndInsertUint16Array(dcm_tag, element.words.data(), element.words.size()),
         "words");
  } else if (element.vr == dicom::Vr::OB || element.vr == dicom::Vr::UN) {
    const std::vector<Uint8> bytes = as_uint8(element.bytes);
    must(item.putAndInsertUint8Array(dcm_tag, bytes.data(), bytes.size()), "bytes");
  } else {
    must(item.putAndInsertString(dcm_tag, element.text.c_str(),
                                 static_cast<Uint32>(element.text.size())),
         "text");
  }
}

void fill(DcmItem &item, const Elements &elements) {
  for (const auto &[tag, element] : elements.all())
    put(item, tag, element);
}

/// What the encoder of a transfer syntax wants to know; nothing for native ones.
std::unique_ptr<DcmRepresentationParameter> parameters_for(E_TransferSyntax syntax) {
  if (syntax == EXS_JPEGProcess14SV1) return std::make_unique<DJ_RPLossless>();
  if (syntax == EXS_JPEGProcess14) return std::make_unique<DJ_RPLossless>(1, 0);
  if (syntax == EXS_JPEGProcess1 || syntax == EXS_JPEGProcess2_4)
    return std::make_unique<DJ_RPLossy>(95);
  if (syntax == EXS_JPEGLSLossless) return std::make_unique<DJLSRepresentationParameter>(0, OFTrue);
  if (syntax == EXS_RLELossless) return std::make_unique<DcmRLERepresentationParameter>();
  return {};
}

template <typename Write> ByteString collect(Write write) {
  ByteString out;
  std::vector<char> chunk(std::size_t{1} << 20);
  DcmOutputBufferStream stream(chunk.data(), static_cast<offile_off_t>(chunk.size()));
  const auto drain = [&] {
    void *written = nullptr;
    offile_off_t length = 0;
    stream.flushBuffer(written, length);
    const auto *first = static_cast<const std::byte *>(written);
    out.insert(out.end(), first, first + length);
  };
  for (;;) {
    const OFCondition condition = write(stream);
    drain();
    if (condition.good()) break;
    if (condition != EC_StreamNotifyClient) must(condition, "write");
  }
  do { // what the deflating filter holds back
    stream.flush();
    drain();
  } while (!stream.isFlushed());
  return out;
}

struct Converted {
  std::string text;
  bool is_exact = true;
};

Converted converted(std::string_view utf8, const std::string &character_set) {
  const bool latin1 = character_set == "ISO_IR 100";
  const bool japanese = character_set == "\\ISO 2022 IR 87";
  if (!latin1 && !japanese) return {std::string(utf8)};
  Converted result;
  iconv_t converter = iconv_open(latin1 ? "ISO-8859-1" : "ISO-2022-JP", "UTF-8");
  std::string input(utf8);
  result.text.resize(utf8.size() * 4 + 16);
  char *from = input.data();
  char *to = result.text.data();
  std::size_t from_left = input.size(), to_left = result.text.size();
  while (iconv(converter, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1) &&
         from_left > 0) {
    *from = '?';
    result.is_exact = false;
  }
  iconv(converter, nullptr, nullptr, &to, &to_left); // back to ASCII
  iconv_close(converter);
  result.text.resize(result.text.size() - to_left);
  return result;
}

/// The meta information: DCMTK's, then what the options say otherwise.
void write_meta(DcmFileFormat &file, E_TransferSyntax syntax, const WriteOptions &options) {
  must(file.validateMetaInfo(syntax, EWM_updateMeta), "meta information");
  DcmMetaInfo &meta = *file.getMetaInfo();
  const auto put_text = [&](const DcmTagKey &tag, const std::string &value) {
    if (!value.empty()) must(meta.putAndInsertString(DcmTag(tag), value.c_str()), "meta element");
  };
  put_text(DCM_SourceApplicationEntityTitle, options.source_ae_title);
  put_text(DCM_MediaStorageSOPClassUID, options.media_storage_class);
  put_text(DCM_MediaStorageSOPInstanceUID, options.media_storage_instance);
  must(meta.computeGroupLengthAndPadding(EGL_recalcGL, EPD_noChange, EXS_LittleEndianExplicit,
                                         EET_ExplicitLength),
       "meta length");
}

} // namespace

Elements::Elements(std::string character_set) : character_set_(std::move(character_set)) {}

void Elements::text(dicom::Tag tag, dicom::Vr vr, std::string_view utf8) {
  Element element;
  element.vr = vr;
  element.text = in_character_set(utf8, character_set_);
  elements_.insert_or_assign(tag, std::move(element));
}

void Elements::bytes(dicom::Tag tag, dicom::Vr vr, ByteString value) {
  Element element;
  element.vr = vr;
  element.bytes = std::move(value);
  elements_.insert_or_assign(tag, std::move(element));
}

void Elements::words(dicom::Tag tag, std::vector<std::uint16_t> value) {
  Element element;
  element.vr = dicom::Vr::OW;
  element.words = std::move(value);
  elements_.insert_or_assign(tag, std::move(element));
}

void Elements::item(dicom::Tag sequence, Elements item) {
  Element &element = elements_[sequence];
  element.vr = dicom::Vr::SQ;
  element.items.push_back(std::move(item));
}

void Elements::erase(dicom::Tag tag) {
  elements_.erase(tag);
}

ByteString encode(const Elements &elements, const WriteOptions &options) {
  register_encoders();
  DcmFileFormat file;
  DcmDataset &dataset = *file.getDataset();
  fill(dataset, elements);
  const E_TransferSyntax syntax = DcmXfer(options.transfer_syntax.c_str()).getXfer();
  if (syntax == EXS_Unknown) throw std::runtime_error("a transfer syntax DCMTK does not know");
  const auto parameters = parameters_for(syntax);
  must(dataset.chooseRepresentation(syntax, parameters.get()), "representation");
  ByteString out;
  if (options.preamble) {
    write_meta(file, syntax, options);
    DcmMetaInfo &meta = *file.getMetaInfo();
    meta.transferInit();
    out = collect([&](DcmOutputStream &stream) {
      return meta.write(stream, EXS_LittleEndianExplicit, EET_ExplicitLength, nullptr);
    });
  }
  dataset.transferInit();
  const ByteString body = collect([&](DcmOutputStream &stream) {
    return dataset.write(stream, syntax, EET_ExplicitLength, nullptr);
  });
  out.insert(out.end(), body.begin(), body.end());
  return out;
}

std::string in_character_set(std::string_view utf8, const std::string &character_set) {
  return converted(utf8, character_set).text;
}

std::optional<std::string> exactly_in_character_set(std::string_view utf8,
                                                    const std::string &character_set) {
  Converted result = converted(utf8, character_set);
  if (!result.is_exact) return {};
  return std::move(result.text);
}

std::string decimal(double value) {
  const std::string shortest = base::shortest(value == 0 ? 0.0 : value);
  if (shortest.size() <= 16) return shortest;
  char text[32];
  const int length = std::snprintf(text, sizeof text, "%.10g", value);
  return {text, static_cast<std::size_t>(length)};
}

std::string decimals(std::span<const double> values) {
  std::string text;
  for (const double value : values) {
    if (!text.empty()) text += '\\';
    text += decimal(value);
  }
  return text;
}

void write_bytes(const fs::path &path, std::span<const std::byte> bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream file(path.string(), std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char *>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) throw std::runtime_error("cannot write a file of the study");
}

ByteString bytes_of(std::string_view text) {
  const auto *first = reinterpret_cast<const std::byte *>(text.data());
  return {first, first + text.size()};
}

} // namespace curate::support
