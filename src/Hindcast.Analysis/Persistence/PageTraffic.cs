using Hindcast.Evidence;

namespace Hindcast.Analysis.Persistence;

/// <summary>All requests for one page, matched by a rule or not.</summary>
/// <param name="Page">Path as a client asks for it, lower case.</param>
/// <param name="Requests">Requests.</param>
/// <param name="Clients">Different client addresses.</param>
/// <param name="First">First request, or null.</param>
/// <param name="LastAnswered">Last request with a status below 400, or null.</param>
/// <param name="LastRefused">Last request with status 404 or 410, or null.</param>
public sealed record PageTraffic(
    string Page, long Requests, int Clients, EvidenceTime? First, EvidenceTime? LastAnswered, EvidenceTime? LastRefused);
