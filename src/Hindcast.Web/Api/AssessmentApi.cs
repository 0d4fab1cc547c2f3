using System.Text;
using System.Text.Json;
using Hindcast.Engine.Cases;
using Hindcast.Fleet.Organisations;
using Hindcast.Fleet.Results;
using Hindcast.Reports.Sharing;
using Hindcast.Web.Security;

namespace Hindcast.Web.Api;

/// <summary>Results: the files of the case folder as the engine wrote them, and exports for others.</summary>
internal static class AssessmentApi
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/assessments/{assessment}", Get).Needs(AccessNeed.Read);
        api.MapGet("/assessments/{assessment}/assessment.json", Json).Needs(AccessNeed.Read, "assessment.read");
        api.MapGet("/assessments/{assessment}/report.html", Report).Needs(AccessNeed.Read, "report.read");
        api.MapGet("/assessments/{assessment}/timeline.csv", Timeline).Needs(AccessNeed.Read, "timeline.read");
        api.MapGet("/assessments/{assessment}/export/{format}", Export).Needs(AccessNeed.Export, "assessment.export");
    }

    private static async Task<AssessmentRow?> Get(string assessment, AssessmentStore assessments, CancellationToken cancellation) =>
        await assessments.Find(assessment, cancellation);

    private static Task<IResult> Json(string assessment, HttpContext context, AssessmentStore assessments) =>
        SendFile(assessment, CaseFolder.AssessmentFile, "application/json", context, assessments);

    private static Task<IResult> Report(string assessment, HttpContext context, AssessmentStore assessments) =>
        SendFile(assessment, "report.html", "text/html; charset=utf-8", context, assessments);

    private static Task<IResult> Timeline(string assessment, HttpContext context, AssessmentStore assessments) =>
        SendFile(assessment, "timeline.csv", "text/csv; charset=utf-8", context, assessments);

    private static async Task<IResult> SendFile(string id, string name, string type, HttpContext context, AssessmentStore assessments)
    {
        AssessmentRow row = (await assessments.Find(id, context.RequestAborted))!;
        string path = Path.Combine(assessments.Folder(row), name);
        if (!File.Exists(path))
        {
            return Problem.NotFound();
        }

        // The report is shown in a frame of the page; whatever it holds, it runs nothing there.
        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.SandboxPolicy;
        context.Response.Headers.XFrameOptions = "SAMEORIGIN";
        return TypedResults.PhysicalFile(path, type);
    }

    private static async Task<IResult> Export(
        string assessment, string format, string? tlp, bool? identify, AssessmentStore assessments, OrganisationStore organisations,
        TimeProvider clock, CancellationToken cancellation)
    {
        if (ExportFormat.All.FirstOrDefault(f => f.Name == format) is not { } form || !TlpLabel.TryParse(tlp ?? "amber", out TlpLevel level))
        {
            return Problem.Bad($"Formats are {string.Join(", ", ExportFormat.All.Select(f => f.Name))}; levels clear, green, amber, amber+strict, red.");
        }

        bool named = identify == true;
        if (named && level < TlpLevel.AmberStrict)
        {
            return Problem.Bad("What names the victim leaves at amber+strict or red.");
        }

        AssessmentRow row = (await assessments.Find(assessment, cancellation))!;
        Organisation? owner = await organisations.Find(row.OrganisationId, cancellation);
        try
        {
            CaseSharing sharing = CaseSharing.Open(assessments.Folder(row), clock);
            SharedCase shared = new(CaseFolder.ReadAssessment(assessments.Folder(row)), new SharingOptions
            {
                Tlp = level,
                IdentifyVictim = named,
                Organisation = owner?.Name,
                Key = sharing.Key,
                Created = sharing.Created,
                Modified = sharing.Modified,
            });
            return TypedResults.File(Encoding.UTF8.GetBytes(form.Write(shared)), "application/octet-stream", $"{row.Id}.{form.Name}");
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            return Problem.NotFound();
        }
    }
}
