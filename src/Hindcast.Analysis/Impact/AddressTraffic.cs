using Hindcast.Evidence;

namespace Hindcast.Analysis.Impact;

/// <summary>All requests of one client address in one log, matched by a rule or not.</summary>
/// <param name="Address">The address.</param>
/// <param name="Log">The log.</param>
/// <param name="Requests">Requests.</param>
/// <param name="BytesOut">Bytes of the answers, as far as the log counts them.</param>
/// <param name="Uncounted">Requests whose row counts no bytes.</param>
/// <param name="First">First request.</param>
/// <param name="Last">Last request.</param>
public sealed record AddressTraffic(
    string Address, LogName Log, long Requests, long BytesOut, long Uncounted, EvidenceTime? First, EvidenceTime? Last);
