namespace Hindcast.Simulation.Scenarios;

/// <summary>Habits of a kind of intruder, after published descriptions.</summary>
internal sealed class ActorDocument
{
    public string Id { get; set; } = "";

    public string About { get; set; } = "";

    public string Vector { get; set; } = "proxylogon";

    /// <summary>Addresses in use.</summary>
    public string Addresses { get; set; } = "1..3";

    /// <summary>User agent while breaking in; one is drawn for the group.</summary>
    public List<string> EntryAgents { get; set; } = [];

    /// <summary>User agent while using the page; one is drawn for the group.</summary>
    public List<string> UseAgents { get; set; } = [];

    /// <summary>Static-looking name that the first requests go to.</summary>
    public List<string> EntryStems { get; set; } = [];

    public List<string> PageFolders { get; set; } = [];

    /// <summary>Names of pages without ending, or random8, random10hex.</summary>
    public List<string> PageNames { get; set; } = [];

    public string Pages { get; set; } = "1";

    /// <summary>Time between the steps of breaking in.</summary>
    public string Pace { get; set; } = "1s..5s";

    /// <summary>Time from the page to its first use.</summary>
    public string Rest { get; set; } = "10s..2h";

    /// <summary>How often the page is used in all.</summary>
    public string Uses { get; set; } = "3..15";

    /// <summary>Over how long.</summary>
    public string Stay { get; set; } = "2h..3d";

    /// <summary>UTC hours in which people of the group work, such as 1..11; all day without it.</summary>
    public string Hours { get; set; } = "0..24";

    public List<string> Steps { get; set; } = [];
}
