namespace Hindcast.Engine.Duties;

/// <summary>A file of packs/duties as it is written. Names in the file are in kebab-case.</summary>
internal sealed class DutyDocument
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string Status { get; set; } = "";

    public string AsOf { get; set; } = "";

    public string? ValidFrom { get; set; }

    public string AppliesTo { get; set; } = "";

    public string ClockStart { get; set; } = "";

    public bool StartsWhenKnown { get; set; }

    public string Conditions { get; set; } = "";

    public List<DeadlineDocument> Deadlines { get; set; } = [];

    public List<string> Sources { get; set; } = [];

    internal sealed class DeadlineDocument
    {
        public string Name { get; set; } = "";

        public int Amount { get; set; }

        public string Unit { get; set; } = "none";

        public string After { get; set; } = "";

        public string Recipient { get; set; } = "";

        public List<string> Facts { get; set; } = [];
    }
}
