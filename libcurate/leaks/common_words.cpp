#include <algorithm>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/machine_words.hpp>
#include <libcurate/leaks/common_words.hpp>
#include <vector>

namespace curate::leaks {

namespace {

// Made by hand. Sources: the keys of BIDS 1.10 sidecars and tables, cut at capitals; the vendors'
// product lists; the most frequent given names of the US, UK, Germany and France.
constexpr std::string_view words =
    // BIDS files
    " age sex handedness participant participants subject subjects sample samples group site name "
    "names value values unit units level levels description dataset version authors author "
    "license "
    "licence acknowledgements acknowledge funding ethics approvals references links generated "
    "container type types manufacturer manufacturers model serial station institution address "
    "department departmental software hardware conversion imaging frequency nucleus strength "
    "magnetic field pulse details scanning options variant train length number shot partial "
    "fourier percent steps readout effective bandwidth pixel dwell encoding slice time times "
    "timing duration frame center centre start end weighting labeling labelling post code "
    "sequence method deidentification consistency comments comment text orientation matrix size "
    "spacing position study date dates birth patient patients physician operator referring "
    "requesting performing procedure performed requested reason unknown other male female true "
    "false null none nothing normal abnormal available none anonymous anonymized anonymised "
    "anonym removed deidentified modality modalities primary secondary prone supine equipment "
    // what this program writes of itself and of what it did
    "dicom curate annex basic application confidentiality profile clean recognizable visual "
    "features graphics structured content descriptors retain longitudinal temporal information "
    "full modified dates characteristics identity safe private option options "
    // clinics
    "hospital university universitat universitaet universitätsklinikum klinikum klinik clinic "
    "clinics clinical institute institut neurology neurologie neuroradiology neuroradiologie "
    "neuroimaging radiology radiologie radiologische neuroscience neurosciences health healthcare "
    "medicine medizin medical college school center zentrum foundation general national royal "
    "regional city street strasse straße avenue road germany deutschland england france america "
    "states kingdom unit ward practice praxis surgery service services laboratory labor "
    "diagnostic diagnostics interventional cancer children community county memorial saint "
    // titles
    "prof professor doctor herr frau mister miss missus messrs dipl phil habil junior senior "
    "technician technologist radiographer mtra "
    // surnames that are everyday words
    "king long young white black brown green grey gray hill wood woods rice price baker cook april "
    "august june july march page story love rose stone street church bishop power bell wolf bird "
    "birds lamb fish ford mark marks will grant dean frank rich sharp small strong wise west north "
    "east south winter summer spring klein gross groß lang kurz kopf stein feld wald bach berg "
    "echo angle read field fields noble savage best gold silver day days hope faith case cases "
    "cross mason major minor carter parker walker fisher miller butcher shepherd temple marsh lake "
    "rivers banks brook fields glass hall parks forest moon starr gates keys key banner english "
    "french german scott wells "
    // given names
    "anna anne maria marie julia laura sarah sara lisa lena emma mary jane linda susan karen nancy "
    "betty helen sandra donna carol ruth sharon michelle emily amanda melissa deborah stephanie "
    "rebecca laura cynthia kathleen amy angela patricia jennifer elizabeth barbara jessica "
    "margaret dorothy monika ursula claudia sabine petra martina christina christine katharina "
    "andrea stefanie "
    "peter paul hans karl klaus wolfgang werner thomas michael andreas stefan stephan christian "
    "martin daniel alexander matthias sebastian tobias florian markus jürgen juergen jurgen robert "
    "john david james william richard joseph charles christopher george edward brian ronald "
    "anthony kevin jason matthew gary timothy jose larry jeffrey eric stephen andrew raymond "
    "joshua jerry dennis walter patrick henry nicolas nicholas pierre philippe jacques francois "
    "simon jonathan benjamin samuel gregory steven kenneth ";

const std::vector<std::string_view> &sorted_words() {
  static const auto sorted = [] {
    std::vector<std::string_view> list = base::split(words, ' ');
    std::erase(list, std::string_view());
    std::sort(list.begin(), list.end());
    return list;
  }();
  return sorted;
}

bool is_in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80U;
}

} // namespace

bool is_common(std::string_view word, const deid::Vocabulary &vocabulary) {
  const std::string plain = base::lower(word);
  return std::binary_search(sorted_words().begin(), sorted_words().end(),
                            std::string_view(plain)) ||
         deid::is_machine_word(plain) || vocabulary.is_made_of(plain);
}

bool is_all_common(std::string_view utf8, const deid::Vocabulary &vocabulary) {
  std::size_t at = 0;
  while (at < utf8.size()) {
    std::size_t end = at;
    while (end < utf8.size() && is_in_word(utf8[end]))
      ++end;
    const std::string_view word = utf8.substr(at, end - at);
    if (word.size() > 2 && !is_common(word, vocabulary)) return false;
    if (word.size() <= 2 && word.size() > 0 && static_cast<unsigned char>(word[0]) >= 0x80U)
      return false;
    at = std::max(end, at + 1);
  }
  return true;
}

} // namespace curate::leaks
