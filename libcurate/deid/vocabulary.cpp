#include <libcurate/base/text.hpp>
#include <libcurate/deid/vocabulary.hpp>

#include <algorithm>
#include <array>

namespace curate::deid {

namespace {

// Made by hand from the vendors' protocol trees, the entities, suffixes and keys of BIDS 1.10 and
// ReproIn, and the tasks that open data sets use. No word of it is a common name of a person;
// single letters stand beside a number only.
constexpr std::string_view words =
    // what is shown: contrasts and suffixes
    " t1 t2 t1w t2w pd pdw t2star t2starw t1map t2map t2starmap r1map r2map r2starmap pdmap "
    "pdt2 mtr mtrmap mtsat mtw mtvmap flair dark fluid dir stir swi swan swip venobold asl pasl "
    "pcasl casl perf perfusion dsc dce cbf cbv mtt ttp att dwi dti dsi hardi noddi diff diffusion "
    "adc fa colfa trace tracew tensor expadc exp bold fmri func functional anat anatomical "
    "fmap field map maps mapping fieldmap fieldmapping magnitude phase mag pha ph phasediff "
    "phasemap real imag imaginary b0 b1 b1map tb1 tb1map tb1tfl tb1afi tb1epi tb1dam rb1map m0 "
    "m0scan sbref cbv epi qsm mwi mrf ssfp fiesta ciss fisp truefisp trufi bssfp dess medic merge "
    "mra mrv angio tof pc mip mpr mprs inv inv1 inv2 uni unit1 den uniden unidenoised mp2rage "
    "memp2rage mprage memprage mpr2rage megre mese space vista cube irfse fspgr bravo spgr "
    "efgre mbep ep2d tfe tse fse haste ffe tfl turbo fast flash vibe thrive lava gre gradient grad "
    "echo "
    "echoes "
    "spin se ge sg ep epse epfid seepi geepi fid ss sshot ssh msh multishot singleshot ssepi "
    "resolve "
    "rs zoomit grase hifi prep ir invrec inversion recovery saturation sat fatsat fs fatsup spair "
    "spir dixon water fat inphase opposed opp inphase wfs iso isotropic aniso cine time resolved "
    "spec spectroscopy svs csi mrsi mrs press steam laser semi slaser mega refs ref reference "
    "scout localizer localiser loc survey plan planning aahead aahscout aascout autoalign "
    "calibration "
    "calib asset cal shim shimming noise prescan smartbrain pilot trufi tracking smart "
    // how it was taken
    " acq acquisition ax axi axial cor coronal sag sagittal tra trans transverse transversal obl "
    "oblique ap pa lr rl si is hf fh ant post anterior posterior left right inferior superior blip "
    "up down fwd rev reverse reversed forward pe polarity rpe topup distortion corr corrected "
    "uncorrected correction dis2d dis3d nd norm normalized filter filtered prescannorm "
    "grappa sense csense caipi caipirinha ipat pat sms mb multiband multi hyperband accel "
    "acceleration fac factor cs compressed ar dl drb swiftmr airrecon recon reconstruction rec "
    "moco motion navigator nav prospective vnav promo pmc fov tr te ti td esp bw flip angle nex "
    "avg average mean averages ave med slice slices sl thk thick thin gap vol vols volume volumes "
    "asc desc ascending descending interleaved int sequential advanced sequences me pf wip "
    "savebyslc regression run runs meas measurement rep reps repetition repetitions part parts dyn "
    "dynamic dynamics "
    "dirs direction directions shell shells multishell bval bvals bvec bvecs vox voxel res "
    "resolution "
    "highres hires lowres lores hr lr std standard full half short long quick test phantom qc qa "
    "body head neck brain skull spine cspine tspine lspine cervical thoracic lumbar cord orbit "
    "orbits "
    "orbita iac pituitary hippocampus hipp temporal lobe frontal parietal occipital cerebellum "
    "brainstem cortex whole wholebrain wb hemi pelvis abdomen chest knee shoulder heart cardiac "
    "liver "
    "face eyes optic nerve carotid vessel vessels circle "
    "pre pst precontrast postcontrast contrast with without wo gd gad gado km nativ native bolus "
    "inj injection delay delayed early late arterial venous "
    "gadovist gadavist gadobutrol dotarem clariscan gadoterate gadoteric magnevist gadopentetate "
    "prohance gadoteridol multihance gadobenate omniscan gadodiamide elucirem vueway gadopiclenol "
    "primovist eovist gadoxetate feraheme ferumoxytol dtpa acid meglumine none no yes "
    "ct pet mr mri mrt cbct topogram native bone soft tissue kernel dose recons attenuation umap "
    "mrac petmr fdg pib amyloid tau static list mode "
    "mm cm ms sec min hz khz deg mmol ml kg tesla ch channel channels coil coils "
    "sub ses session sessions task acq ce trc echo flip part proc hemi space split recording chunk "
    "mod label desc mt mton mtoff on off run seg res den atlas sample stain inv scanner "
    "events physio physlog stim sens sbref derived derivative derivatives orig original raw "
    "processed report screen save screensave capture key image images img im series ser scan scans "
    "protocol prot sequence seq research clinical routine new old copy repeat redo retake final "
    "default optional opt low high medium large small wide narrow single double dual triple quad "
    "first second third one two three four five six left right both side bilateral "
    "two dim dims dimension matrix base grid tilt angled straight parallel perpendicular "
    "aligned acpc hippo line plane planes "
    "baseline followup follow fu visit tp timepoint month months mo week weeks wk year years "
    "pilot main practice training train learning block blocks trial trials "
    "rest resting restingstate rsfmri rsbold rs state eyesopen eyesclosed open closed fixation fix "
    "movie film video watching viewing naturalistic story stories narrative listening music audio "
    "auditory visual vis vision motor mot sensory somato somatosensory tactile pain heat cold "
    "touch "
    "finger fingertap fingertapping tap tapping foot hand tongue lips toe squeeze grip "
    "language lang verb verbs noun nouns generation fluency verbal semantic naming picture "
    "pictures "
    "reading read sentence sentences word words letter letters pseudoword speech phonology rhyme "
    "memory mem working wm nback zeroback oneback twoback back encoding encode retrieval retrieve "
    "recall recognition recog sternberg digit span spatial delay match matching "
    "emotion emo emotional faces facematching faceslocalizer objects object house houses places "
    "scene scenes bodies body tools animals shapes shape hariri iaps affect mood empathy social "
    "mind "
    "mentalizing theory tom trust game games gambling gamble guessing reward rewards mid incentive "
    "monetary risk decision choice discounting stop stopsignal signal sst gonogo go nogo stroop "
    "flanker simon attention att oddball odd ball cue cueing target switching switch inhibition "
    "control conflict cognitive cognition relational reasoning math arithmetic counting number "
    "numbers rotation mental imagery imagine imagination checkerboard checker flicker flickering "
    "retinotopy retino ret wedge wedges ring rings bar bars prf polar eccentricity expanding "
    "contracting moving dots dot motionloc color colour orientation gabor grating gratings "
    "contrast "
    "loc localizers floc breath breathhold hold breathing hypercapnia gas co2 sleep meditation "
    "craving food drug alcohol smoking smoke cues mixed event related passive active "
    "b0map b0field b1field dumb ernst vfa afi dam tfm gfm pdt2 uteflash ute zte petra silent "
    "sodium xnuclei na23 phosphorus spiral radial stack stars star blade propeller multivane drive "
    "restore tirm dark black blood db bb vessel wall vwi vw plaque simplerest "
    "mosaic combined uncombined sos adaptive combine sum squares rms "
    "cmrr mgh hcp abcd ukb adni lifespan hbcd abide ppmi ms als ftd epilepsy tumor tumour stroke "
    "dementia trauma lesion lesions "
    // further names of sequences, maps, programs and studies
    "fl ci spc mddw dmri rfmri tfmri pace basic tgse pld twist weighted relcbf relcbv relmtt slab "
    "csf "
    "flow venc gaba probe hermes view mdixon dadc eadc isodwi sdwi dwise st1w st2w fe feepi pca "
    "ncanda ixi oasis camcan meg eeg mpm rf despot despot1 despot2 mcdespot epti synmri magic "
    "qalas "
    "stage silenz fbb brainac ac cta ctp sella challenge design evaseries glm startfmri "
    "phoenixzipreport document cow aspire dream hos iaf setter of and ve vb vd xa sw qtse acc "
    "prisma "
    "skyra trio verio gdc uncorr wholehead sagittale axiale coronale transversal schaedel "
    "hirn wirbelsaeule hws bws lws tete crane encefalo cerveau cerebro craneo cranio "
    "bh accelerated segmentation plain carotids gated smartscore obli projected "
    // who made it, and what it is called
    "uih united imaging magnetom discovery signa optima architect premier pioneer explorer voyager "
    "artist achieva ingenia intera gyroscan elition ambition panorama biograph avanto aera espree "
    "symphony sonata essenza terra numaris syngo vantage titan galan orian "
    "siemens philips healthcare healthineers medical systems toshiba canon hitachi bruker ";

// Words are held sorted, so that each is a view into the table above.
const std::vector<std::string_view> &built_in() {
  static const auto sorted = [] {
    std::vector<std::string_view> list;
    for (const auto word : base::split(words, ' '))
      if (!word.empty()) list.push_back(word);
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
  }();
  return sorted;
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Letters that mean something beside a number: echo 2, b 1000, 3 T, 2 x 2, p2, s4, v1, 3d, r2, a1.
constexpr std::string_view beside_numbers = "abcdefghijklmnprstvwxyz";

constexpr std::size_t longest_token = 40;
constexpr std::size_t longest_number = 4;

} // namespace

Vocabulary::Vocabulary(const std::vector<std::string> &further) {
  for (const auto &word : further)
    further_.insert(base::lower(word));
}

bool Vocabulary::has(std::string_view word) const {
  const std::string plain = base::lower(word);
  const auto &list = built_in();
  return std::binary_search(list.begin(), list.end(), std::string_view(plain)) ||
         further_.contains(plain);
}

bool Vocabulary::is_made_of(std::string_view token) const {
  if (token.empty() || token.size() > longest_token) return false;
  if (has(token)) return true;
  // can[i]: the first i characters are made of words and numbers.
  std::array<bool, longest_token + 1> can{};
  can[0] = true;
  for (std::size_t end = 1; end <= token.size(); ++end)
    for (std::size_t start = 0; start < end && !can[end]; ++start) {
      if (!can[start]) continue;
      const auto part = token.substr(start, end - start);
      const bool after_number = start > 0 && is_digit(token[start - 1]);
      const bool before_number = end < token.size() && is_digit(token[end]);
      if (is_digit(part.front())) {
        can[end] = std::all_of(part.begin(), part.end(), is_digit) && !after_number &&
                   !before_number && part.size() <= longest_number;
      } else if (part.size() == 1) {
        can[end] = (after_number || before_number) &&
                   beside_numbers.find(base::lower(part)) != std::string_view::npos;
      } else if (part.size() == 2) {
        can[end] = (after_number || before_number) && has(part);
      } else {
        can[end] = has(part);
      }
    }
  return can[token.size()];
}

} // namespace curate::deid
