namespace Hindcast.Evidence.Assessments;

/// <summary>How far a question could be answered.</summary>
public enum AnswerStatus : byte
{
    /// <summary>The evidence for it is not there.</summary>
    NotAssessable,

    /// <summary>In part; what is missing is named.</summary>
    Partly,

    /// <summary>Answered from evidence.</summary>
    Answered,
}
