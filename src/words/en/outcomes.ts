// English: what a row that was to be called ended as, in the column `verify_message`.

export const outcomes = {
  unknownCode: ({ code }: { code: string }) => `code ${code}, not documented`,
  meaningAndWords: ({ meaning, words }: { meaning: string; words: string }) => `${meaning}: ${words}`,
  withNote: ({ message, note }: { message: string; note: string }) => `${message}; ${note}`,
  calledInGap: 'it may have been called without a line on record, see gaps.csv',
  answerLost: 'a call was made whose answer never came; it may have been counted',
  notCalled: 'not called: its turn did not come',
  attemptsUsedUp: ({ calls }: { calls: number }) => `no verdict in ${calls} calls: attempts used up`,
  attemptsUsedUpAtLast: ({ calls, httpStatus }: { calls: number; httpStatus: number }) =>
    `no verdict in ${calls} calls, the last time with HTTP status ${httpStatus}: attempts used up`,
};
