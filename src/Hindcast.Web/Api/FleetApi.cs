namespace Hindcast.Web.Api;

/// <summary>The programming interface, version 1.</summary>
internal static class FleetApi
{
    internal static void MapFleetApi(this WebApplication app)
    {
        RouteGroupBuilder api = app.MapGroup("/api/v1");
        AccountApi.Map(api);
        OrganisationApi.Map(api);
        ServerApi.Map(api);
        UploadApi.Map(api);
        JobApi.Map(api);
        AssessmentApi.Map(api);
        CampaignApi.Map(api);
        UnusualApi.Map(api);
    }
}
