using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Fleet.Campaign;
using Hindcast.Fleet.Organisations;
using Hindcast.Fleet.Results;
using Hindcast.Reports.Csv;
using Hindcast.Reports.Sharing;
using Hindcast.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hindcast.Web.Api;

/// <summary>The campaign over all that the caller is granted: curves, what organisations share, search, comparison.</summary>
internal static class CampaignApi
{
    private const int MaxVictims = 100_000;

    /// <summary>Lists that name victims are for the people who have them.</summary>
    private const string Tlp = "amber+strict";

    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/campaign", View).Needs(AccessNeed.Read);
        api.MapGet("/campaign/exposure", Exposure).Needs(AccessNeed.Read);
        api.MapGet("/campaign/clusters", Clusters).Needs(AccessNeed.Read);
        api.MapGet("/campaign/earliest", Earliest).Needs(AccessNeed.Read);
        api.MapGet("/campaign/victims.csv", Victims).Needs(AccessNeed.Export, "campaign.export");
        api.MapGet("/search", Search).Needs(AccessNeed.Read, "search");
        api.MapGet("/search.csv", SearchCsv).Needs(AccessNeed.Export, "search.export");
        api.MapGet("/servers/{server}/common/{other}", InCommon).Needs(AccessNeed.Read, "server.compare");
    }

    private static Task<CampaignView> View(HttpContext context, CampaignStore campaign, CancellationToken cancellation) =>
        campaign.View(context.Caller(), cancellation);

    private static Task<IReadOnlyList<ExposurePoint>> Exposure(
        string vulnerability, HttpContext context, CampaignStore campaign, CancellationToken cancellation) =>
        campaign.Exposure(context.Caller(), vulnerability, cancellation);

    private static Task<IReadOnlyList<OperatorCluster>> Clusters(
        HttpContext context, CampaignStore campaign, int? limit, CancellationToken cancellation) =>
        campaign.Clusters(context.Caller(), PageLimit.Of(limit), cancellation);

    private static Task<IReadOnlyList<ServerRow>> Earliest(
        HttpContext context, CampaignStore campaign, EnumWord<Outcome>? outcome, int? limit, CancellationToken cancellation) =>
        campaign.Earliest(context.Caller(), outcome?.Value ?? Outcome.Reached, PageLimit.Of(limit), cancellation);

    private static async Task<FileContentHttpResult> Victims(HttpContext context, CampaignStore campaign, EnumWord<Outcome>? outcome, CancellationToken cancellation)
    {
        IReadOnlyList<ServerRow> servers = await campaign.Earliest(context.Caller(), outcome?.Value ?? Outcome.Scanned, MaxVictims, cancellation);
        context.Mark(TlpLevel.AmberStrict);
        return Csv(
            "victims.csv", ["first_sign", "first_reached", "first_effect", "last_sign", "outcome", "organisation", "server", "tlp"],
            servers.Select(s => new[] { Time(s.FirstSign), Time(s.FirstReached), Time(s.FirstSuccess), Time(s.LastSign), $"{s.Outcome}".ToLowerInvariant(), s.Organisation, s.Name, Tlp }));
    }

    private static async Task<IResult> Search(
        string q, bool? prefix, HttpContext context, CampaignStore campaign, int? limit, CancellationToken cancellation) =>
        q.Trim().Length == 0
            ? Problem.Bad("Say in q what to search for.")
            : TypedResults.Ok(await campaign.Search(context.Caller(), q, prefix == true, PageLimit.Of(limit), cancellation));

    private static async Task<FileContentHttpResult> SearchCsv(
        string q, bool? prefix, HttpContext context, CampaignStore campaign, CancellationToken cancellation)
    {
        IReadOnlyList<TermHit> hits = q.Trim().Length == 0 ? [] : await campaign.Search(context.Caller(), q, prefix == true, MaxVictims, cancellation);
        context.Mark(TlpLevel.AmberStrict);
        return Csv(
            "search.csv", ["kind", "value", "organisation", "server", "first_seen", "last_seen", "tlp"],
            hits.Select(h => new[] { h.Kind, h.Value, h.Organisation, h.Server, Time(h.First), Time(h.Last), Tlp }));
    }

    private static Task<IReadOnlyList<Term>> InCommon(string server, string other, CampaignStore campaign, CancellationToken cancellation) =>
        campaign.InCommon(server, other, cancellation);

    private static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static FileContentHttpResult Csv(string name, string[] header, IEnumerable<string[]> rows)
    {
        StringBuilder text = new();
        foreach (string[] row in rows.Prepend(header))
        {
            text.AppendJoin(',', row.Select(CsvCell.Encode)).Append("\r\n");
        }

        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name);
    }
}
