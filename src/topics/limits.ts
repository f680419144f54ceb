/**
 * Most topics that GitHub allows on one repository. Source: "Add up to 20 topics to help people find your repository" in
 * GitHub's documentation ("Classifying your repository with topics"); the API answers 422 to more.
 */
export const MAX_TOPICS = 20;
