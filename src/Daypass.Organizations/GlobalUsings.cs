// The words of every operation of Organizations, so that its file begins with what is its own.
global using Daypass.Core.Entities;
global using Daypass.Core.Paging;
global using Daypass.Core.Requests;
global using Daypass.Core.Stores;
global using Daypass.Organizations.Operations;
global using Daypass.Protocol.Answers;
global using Daypass.Protocol.Errors;
global using Daypass.Protocol.Organizations;
global using Daypass.Protocol.Query;
