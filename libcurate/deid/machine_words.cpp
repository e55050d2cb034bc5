#include <libcurate/deid/machine_words.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>

namespace curate::deid {

namespace {

constexpr std::string_view words =
    // makers
    " siemens healthineers healthcare health medical systems ge hc gems philips canon toshiba "
    "otsuka mec united imaging uih "
    "hitachi fujifilm bruker biospin hyperfine mediso neusoft shimadzu esaote samsung agfa sectra "
    "merge terarecon osirix "
    "horos nema dcmtk gdcm offis dcm4che dcm4chee orthanc pixelmed mevis visage vital images "
    "mirada hermes gmbh inc ltd "
    "corporation corp co ag bv nv llc kg "
    // scanners
    "magnetom fit prisma prismafit skyra skyrafit trio triotim avanto avantofit aera verio vida "
    "sola "
    "lumina altea amira "
    "espree essenza symphony symphonytim sonata allegra vision harmony concerto expert terra cima "
    "spectra sempra spirit "
    "free impact investigational device numaris connectom biograph mmr mct horizon truepoint "
    "biographmmr signa "
    "discovery optima architect premier pioneer artist voyager creator explorer hero excite "
    "genesis brivo infinity echospeed "
    "ovation openspeed ingenia achieva intera elition ambition evolution panorama gyroscan prodiva "
    "multiva marlin dstream "
    "vantage galan titan orian elan fortian oasis echelon airis aperto swoop pharmascan biospec "
    "umr upmr uct umi panther "
    "jupiter omega somatom definition force edge sensation emotion go drive perspective lightspeed "
    "revolution "
    "brightspeed apex evo brilliance incisive spectral iqon aquilion prime genesis one gemini "
    "ingenuity vereos celesteion advance hrrt ecat exact discoveryst tof bigbore xvision scenaria "
    "supria "
    "canonical electric flash general hde hdx hdxt hewlett nordic optimact "
    "max ultra plus eclipse millennium mg logiq mrt50h1 mrt infinia hawkeye symbia ecam skylight "
    "precedence brightview forte axis "
    "prism irix picker marconi elscint acuson polaris apogee outlook proview excelart atlas opart "
    "flexart visart elite vento "
    "altaire oval magna escan vct xt xr hp select agfa gevaert sonosite mortara "
    "turbo supria el250 cx50 xio tps intera nt xl omni tesla varian agilent magnex "
    "onsite neuro portable "
    // software
    "syngo numaris software release version lx esc lxmr mrsc exam apps workstation advantage "
    "viewer server gateway pacs "
    "windows linux build rev sp hf nova rapid smart studio medcom via mi acq acquisition station "
    "console host "
    "intellispace extended portal medis "
    // coils and sequences
    "minimum maximum edr fast irp arc asset nphcorr mph seq tlt zip zip512 zip1024 zip2 zip4 fr fc "
    "sat vbw sqp ept gat pgat nrf "
    "npw npf tone dsp fluoro fmri arrhythmia multiphase phcorr vasasym propeller hyperband "
    "hypersense hyperkat airrecon rtia cg rg mgvar "
    "headneck headmatrix neckmatrix spinematrix bodymatrix hns hea hep he ne sp bo bc bl spine "
    "spinal breast phased "
    "array quad quadrature volume transmit receive txrx tx rx nova rapid birdcage surface element "
    "elements matrix tim "
    "tim4g dtim gem aircoil aeracoil flex ultraflex loop split top upper lower nvarray nv nvhead "
    "hd brainhead hrbrain invivo "
    "medrad usai mrinstruments qbody qhead hnu nmsc cpc hnsc siemensseq customerseq userseq "
    "customer user seq "
    "fm gre rfd spcir spcr fl tfl epfid epse tfi tir qfl fid csi svs asl tgse spiral pcasl "
    "fseq efgre efgre3d fse fgre gradientecho memp epibold epi2 epi2is cube3d research mode ";

} // namespace

bool is_machine_word(std::string_view word) {
  static const auto sorted = [] {
    auto list = base::split(words, ' ');
    std::erase(list, std::string_view());
    std::ranges::sort(list);
    return list;
  }();
  const std::string plain = base::lower(word);
  return plain.size() > 1 && std::ranges::binary_search(sorted, std::string_view(plain));
}

} // namespace curate::deid
