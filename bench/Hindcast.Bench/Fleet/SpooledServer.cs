using Hindcast.Fleet.Results;
using Hindcast.Simulation.Fleets;

namespace Hindcast.Bench.Fleet;

/// <summary>A simulated server that was assessed: what is true of it, what the fleet's database keeps, and what was only counted.</summary>
/// <param name="Number">From 0, in the fleet.</param>
/// <param name="Member">The organisation, and how far an intrusion came.</param>
/// <param name="FirstScan">First look for the flaw, in Unix milliseconds; null when nobody looked.</param>
/// <param name="FirstStep">First step of an intrusion or an attempt, in Unix milliseconds; null when there was none.</param>
/// <param name="Groups">Groups that broke in or tried to, by the addresses that they came from.</param>
/// <param name="Facts">What the database keeps of the result.</param>
/// <param name="BytesRead">Bytes of evidence that were read.</param>
/// <param name="LogBytes">Bytes of the simulated logs.</param>
/// <param name="ArchiveBytes">Bytes of the archive that an organisation would send.</param>
/// <param name="AssessmentBytes">Bytes of <c>assessment.json</c>.</param>
/// <param name="ResultBytes">Bytes of all files of the result.</param>
/// <param name="Sha256">SHA-256 of <c>assessment.json</c>.</param>
/// <param name="Processor">Milliseconds of processor that simulating, packing, assessing and writing took; of the whole process, so true where one server is done at a time.</param>
internal sealed record SpooledServer(
    int Number, FleetMember Member, long? FirstScan, long? FirstStep, IReadOnlyList<string> Groups, AssessmentFacts Facts, long BytesRead, long LogBytes, long ArchiveBytes,
    long AssessmentBytes, long ResultBytes, string Sha256, double[] Processor);
